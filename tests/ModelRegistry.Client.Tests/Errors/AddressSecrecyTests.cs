using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Errors;

/// <summary>The user, the password and the query of an address show up in no exception, log, activity or text.</summary>
public sealed class AddressSecrecyTests
{
    private const string Token = "eyJ-T0k3n";

    public static TheoryData<string, string> Responses()
    {
        var data = new TheoryData<string, string>();
        foreach (string registry in (string[])["http://registry.test:8080", "https://registry.test:8443"])
        {
            foreach (string answer in (string[])
            [
                "HTTP/1.1 407 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 403 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 502 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "", // cut
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
                "{request}",
                "HTTP/1.1 200 {request}",
                "HTTP/1.1 200 OK\r\n{request}",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{request}",
                "HTTP/1.1 200 OK\r\nContent-Length: {request}",
                "HTTP/1.1 502 X\r\nTransfer-Encoding: chunked\r\n\r\n{request}",
                "HTTP/1.1 502 X\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\ncannot GET {path}",
                "HTTP/1.1 400 X\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"code\":\"x\",\"message\":\"cannot "
                    + "GET {path}\"}",
            ])
            {
                data.Add(registry, answer);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Responses))]
    public async Task Those_of_a_proxy_and_what_it_was_sent_are_nowhere(string registry, string answer)
    {
        var told = new ConcurrentQueue<string>();
        using ActivityListener listener = Listen(told);
        await using var proxy = new RawServer(async connection =>
        {
            string request = await connection.ReadRequestAsync();
            string first = request.Split("\r\n")[0].Split(' ')[1];
            string authorization = request.Split("\r\n").FirstOrDefault(
                line => line.StartsWith("Authorization", StringComparison.Ordinal), "");
            await connection.WriteAsync(answer.Replace("{path}", $"{authorization} {first}", StringComparison.Ordinal).Replace(
                "{request}",
                $"{authorization} {first} http://{EnvironmentProxy.User}:{EnvironmentProxy.Password}@x\r\n\r\n",
                StringComparison.Ordinal));
        });
        using ModelRegistryClient client = TestClient.Through(
            new EnvironmentProxy(proxy.Address),
            new Uri(registry),
            options =>
            {
                options.Token = Token;
                options.Resilience.RetryDelay = TimeSpan.FromTicks(1);
                options.Resilience.MaxRetries = 1;
                options.Resilience.BreakerMinimumThroughput = 4;
            },
            new Listening(told));

        // Often enough for the circuit breaker to open, which repeats the last failure.
        for (int i = 0; i < 4; i++)
        {
            Exception? exception = await Record.ExceptionAsync(async () => await client.RegisteredModels.ListAsync(
                new ListOptions<RegisteredModel> { Filter = RegisteredModelFilter.Name == "qu3ry" }).ToListAsync());
            told.Enqueue($"{exception} {Assert.IsAssignableFrom<ModelRegistryException>(exception).ServerMessage}");
        }

        AssertNone(told);
    }

    [Fact]
    public async Task No_exception_of_the_network_shows_them()
    {
        const string message = $"cannot GET http://{EnvironmentProxy.User}:{EnvironmentProxy.Password}@registry.test/?qu3ry={Token}";
        Exception[] failures =
        [
            .. Enum.GetValues<HttpRequestError>().Select(error => new HttpRequestException(error, message, new IOException(message))),
            .. Enum.GetValues<HttpRequestError>().Select(
                error => new HttpRequestException(error, "no", new System.Security.Authentication.AuthenticationException(message))),
            .. Enum.GetValues<HttpRequestError>().Select(error => new HttpIOException(error, message)),
            new IOException(message),
            new InvalidDataException(message),
            new TaskCanceledException(message, new TimeoutException(message)),
        ];
        foreach (Exception failure in failures)
        {
            var told = new ConcurrentQueue<string>();
            using ActivityListener listener = Listen(told);
            using var network = new ScriptedHandler(_ => throw failure);
            using ModelRegistryClient client = TestClient.Over(
                network, options => options.Resilience.RetryDelay = TimeSpan.FromTicks(1), logger: new Listening(told));
            told.Enqueue((await Assert.ThrowsAnyAsync<ModelRegistryException>(() => client.RegisteredModels.GetAsync("1"))).ToString());
            AssertNone(told);
        }
    }

    [Theory]
    [InlineData("http://ann-Us3r:S3cr3t-pw@registry.test")]
    [InlineData("http://registry.test/?qu3ry=S3cr3t-pw")]
    [InlineData("http://registry.test/#S3cr3t-pw")]
    [InlineData("ann-Us3r:S3cr3t-pw@registry.test")]
    [InlineData("//ann-Us3r:S3cr3t-pw@registry.test")]
    [InlineData("htp://ann-Us3r:S3cr3t-pw@registry.test/?qu3ry")]
    [InlineData("http//ann-Us3r:S3cr3t-pw@registry.test")]
    [InlineData("http:/ann-Us3r:S3cr3t-pw@registry.test")]
    [InlineData("http://ann-Us3r:S3cr3t-pw@registry.test:port")]
    [InlineData("http://ann-Us3r:S3cr3t-pw@")]
    [InlineData("http://ann-Us3r:S3cr3t-pw%40registry.test:8080")]
    [InlineData("http://ann-Us3r:S3cr3t?pw/@registry.test")]
    [InlineData("http://ann-Us3r:S3cr3t-pw@[::")]
    [InlineData("ann-Us3r:S3cr3t-pw＠registry.test")]
    [InlineData("?qu3ry=S3cr3t-pw")]
    public void Those_of_a_mistaken_address_are_nowhere(string address)
    {
        var told = new ConcurrentQueue<string>();
        if (Uri.TryCreate(address, UriKind.RelativeOrAbsolute, out Uri? uri))
        {
            var options = new ModelRegistryClientOptions { BaseAddress = uri };
            told.Enqueue(options.ToString());
            told.Enqueue(Assert.Throws<ArgumentException>(() => ModelRegistryClient.Create(options)).ToString());
        }

        var services = new ServiceCollection();
        services.AddModelRegistryClient(new ConfigurationBuilder().AddInMemoryCollection([new("BaseAddress", address)]).Build());
        using ServiceProvider provider = services.BuildServiceProvider();
        told.Enqueue(Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(
            provider.GetRequiredService<IModelRegistryClient>).ToString());
        AssertNone(told);
    }

    [Theory]
    [InlineData("registry.test/models", "'registry.test/models' is not a whole address")]
    [InlineData("localhost:8080", "'localhost:8080' is not a whole address")]
    [InlineData("ftp://registry.test", "has the scheme 'ftp'")]
    public void A_mistake_that_holds_nothing_of_that_kind_is_shown(string address, string shown)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = new Uri(address, UriKind.RelativeOrAbsolute) };
        Assert.Contains(
            shown, Assert.Throws<ArgumentException>(() => ModelRegistryClient.Create(options)).Message, StringComparison.Ordinal);
    }

    private static void AssertNone(IEnumerable<string> told) => Assert.All(
        told,
        text => Assert.All(
            [EnvironmentProxy.User, EnvironmentProxy.Password, "S3cr3t", "qu3ry", "filterQuery", Token],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));

    private static ActivityListener Listen(ConcurrentQueue<string> told)
    {
        // Other tests run at the same time; only what fails here is of interest.
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ModelRegistryTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("server.address") is "registry.test")
                {
                    told.Enqueue($"{activity.DisplayName} {activity.StatusDescription} "
                        + $"{string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private sealed class Listening(ConcurrentQueue<string> told) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            told.Enqueue(formatter(state, exception) + exception);
    }
}
