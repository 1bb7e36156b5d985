using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ModelRegistry.Client;
using ModelRegistry.Client.Wire;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests;

/// <summary>A registry whose database has fewer connections than models are worked on: it is asked for less at a time.</summary>
public sealed class OverloadTests : IAsyncLifetime
{
    private ModelRegistryEmulator _emulator = null!;
    private ModelRegistryClient _seeder = null!;
    private ModelRegistryClient _other = null!;
    private CrowdedWire _wire = null!;
    private int _underWay;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);
        var options = new ModelRegistryClientOptions { BaseAddress = _emulator.BaseAddress };
        options.Resilience.Enabled = false;
        _other = ModelRegistryClient.Create(options);
        _wire = new CrowdedWire(HttpHandlers.CreatePrimary(options));
        HttpMessageHandler handler = _wire;
        foreach (DelegatingHandler outer in HttpHandlers.CreateInner(options, TimeProvider.System, NullLogger.Instance))
        {
            outer.InnerHandler = handler;
            handler = outer;
        }

        var http = new HttpClient(handler);
        HttpHandlers.Configure(http, options);
        _seeder = new ModelRegistryClient(http, options);
    }

    public async ValueTask DisposeAsync()
    {
        _seeder.Dispose();
        _other.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task After_a_failure_half_as_many_models_are_worked_on()
    {
        var firstSixteen = new TaskCompletionSource();
        var nextEight = new TaskCompletionSource();
        int creates = 0;
        int most = 0;
        _wire.Script = async (request, send) =>
        {
            if (request.Method != HttpMethod.Post)
            {
                return await send();
            }

            int number = Interlocked.Increment(ref creates);
            if (number <= 16)
            {
                // All are refused together, once all are there.
                _ = number == 16 && firstSixteen.TrySetResult();
                await firstSixteen.Task;
                return NoConnection(request);
            }

            if (!nextEight.Task.IsCompleted)
            {
                Volatile.Write(ref most, Interlocked.Increment(ref _underWay));
                for (int i = 0; most >= 8 && i < 1000; i++)
                {
                    // Whoever else may come has the opportunity.
                    await Task.Yield();
                }

                _ = most >= 8 && nextEight.TrySetResult();
                await nextEight.Task;
            }

            return await send();
        };

        SeedResult result = await ApplyAsync(32);

        Assert.Empty(result.Failures);
        Assert.Equal(32, result.Count(AppliedAction.Created));
        Assert.Equal(8, most);
    }

    [Theory]
    [InlineData(RegistryDatabase.MariaDb)]
    [InlineData(RegistryDatabase.PostgreSql)]
    public async Task Too_few_connections_slow_the_work_down_and_fail_nothing(RegistryDatabase database)
    {
        _wire.Script = async (request, send) =>
        {
            if (Interlocked.Increment(ref _underWay) > 3)
            {
                _emulator.Faults.Add(
                    new DatabaseOutage { Database = database, Reason = DatabaseOutageReason.TooManyConnections, Requests = 1 });
            }

            try
            {
                return await send();
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        };

        SeedResult result = await ApplyAsync(60, versions: 1);

        Assert.Empty(result.Failures);
        RegistrySnapshot content = _emulator.Snapshot();
        Assert.Equal((60, 60, 60), (content.RegisteredModels.Count, content.ModelVersions.Count, content.Artifacts.Count));
    }

    private async Task<SeedResult> ApplyAsync(int models, int versions = 0)
    {
        RegisteredModelPlan[] plans =
        [
            .. Enumerable.Range(1, models).Select(number => RegistrationDiff.Compare(
                new RegisteredModelSpec
                {
                    Name = $"model-{number}",
                    Versions =
                    [
                        .. Enumerable.Range(1, versions).Select(version => new ModelVersionSpec
                        {
                            Name = $"{version}",
                            Artifacts = [new ModelArtifactCreate { Name = "a", Uri = "s3://b/k" }],
                        }),
                    ],
                },
                null)),
        ];
        return await new SeedRunner(_seeder, new SeedRunnerOptions { WaitForRegistry = WaitAsync })
            .ApplyAsync(new SeedPlan(plans, [], new SeedRunnerOptions()), null, Cancellation);
    }

    private async Task<bool> WaitAsync(ModelRegistryException failure, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _other.RegisteredModels.ListAsync(new() { PageSize = 1 }, cancellationToken).FirstOrDefaultAsync(cancellationToken);
                return true;
            }
            catch (ModelRegistryUnavailableException)
            {
                await Task.Yield();
            }
        }
    }

    private static HttpResponseMessage NoConnection(HttpRequestMessage request) => new(HttpStatusCode.InternalServerError)
    {
        RequestMessage = request,
        Content = new StringContent(
            """{"code":"Internal Server Error","message":"error saving registered model: FATAL: sorry, too many clients already (SQLSTATE 53300)"}""",
            Encoding.UTF8,
            "application/json"),
    };

    /// <summary>A wire on which a test says what becomes of each request.</summary>
    private sealed class CrowdedWire(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> Script { get; set; } = (_, send) =>
            send();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Script(request, () => base.SendAsync(request, cancellationToken));
    }
}
