using System.Net;
using System.Text;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Tests.Simulation;

namespace ModelRegistry.Seeding.Tests.Applying;

/// <summary>What is said and done when the archiving of what left its set fails, or its response is lost.</summary>
public sealed class LeftoverTests : IAsyncLifetime
{
    private const string Read = "GET registered_models/1";
    private const string Write = "PATCH registered_models/1";

    private static readonly FieldChange Archived = new("state", "LIVE", "ARCHIVED");

    private readonly List<EntityResult> _told = [];
    private SimulatedRegistry _registry = null!;
    private SpoiledWire _wire = null!;
    private ModelRegistryClient _seeder = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _registry = await SimulatedRegistry.StartAsync(Cancellation);
        _seeder = _registry.CreateClient(inner => _wire = new SpoiledWire(inner));
    }

    public ValueTask DisposeAsync()
    {
        _seeder.Dispose();
        return _registry.DisposeAsync();
    }

    [Fact]
    public async Task It_is_read_and_archived_with_the_time_of_the_registrys_clock()
    {
        SeedResult result = await PruneAsync();
        AssertTold(AppliedAction.Archived);
        Assert.Empty(result.Failures);
        Assert.Equal([Read, Write], _wire.Requests);
        RegisteredModel model = await _registry.Other.RegisteredModels.GetAsync("1", Cancellation);
        Assert.Equal(RegisteredModelState.Archived, model.State);
        Assert.Equal(_seeder.ServerTime!.Value.ToUnixTimeSeconds(), MarkOf(model) / 1000);
        Assert.Equal("kept", model.CustomProperties.GetString("theirs"));
    }

    [Fact]
    public async Task Without_the_registrys_clock_it_is_archived_without_a_time()
    {
        _wire.Spoil = async (_, send) =>
        {
            HttpResponseMessage response = await send();
            response.Headers.Date = null;
            return response;
        };
        _wire.SpoilsEverything = true;
        await PruneAsync();
        RegisteredModel model = await _registry.Other.RegisteredModels.GetAsync("1", Cancellation);
        Assert.Equal(RegisteredModelState.Archived, model.State);
        Assert.DoesNotContain(SeedSet.ArchivedPropertyName, model.CustomProperties.Keys);
    }

    [Fact]
    public async Task A_version_is_archived_as_a_model_is()
    {
        RegisteredModelSpec model = RegisteredModelSpec.Named("m");
        await ApplyAsync(model.WithVersion("1"));
        SeedPlan plan = await PlanAsync([model]);
        SeedResult result = await ApplyAsync(plan);
        EntityResult version = Assert.Single(result.Archives);
        Assert.Equal(
            (EntityKind.ModelVersion, "m/1", AppliedAction.Archived, "2"), (version.Kind, version.Path, version.Action, version.Id));
        Assert.Equal([Archived], version.Changes);
        Assert.Equal(["GET model_versions/2", "PATCH model_versions/2"], _wire.Requests);
        Assert.Equal("ARCHIVED", Assert.Single(_registry.Emulator.Snapshot().ModelVersions).State);
        Assert.Equal("LIVE", Assert.Single(_registry.Emulator.Snapshot().RegisteredModels).State);
    }

    [Fact]
    public async Task A_write_whose_response_is_lost_is_looked_up()
    {
        SpoilWrites(CutAfterwardsAsync);
        Assert.Empty((await PruneAsync()).Failures);
        AssertTold(AppliedAction.Archived);
        Assert.Equal([Read, Write, Read], _wire.Requests);
    }

    [Fact]
    public async Task A_write_that_was_lost_on_the_way_is_sent_three_times_at_most()
    {
        SpoilWrites((_, _) => Cut());
        SeedFailure failure = Assert.Single((await PruneAsync()).Failures);
        Assert.True(failure.Error.IsOutcomeUnknown);
        Assert.Equal([Read, Write, Read, Write, Read, Write, Read], _wire.Requests);
        // It was looked up, and is not done.
        Assert.Empty(_told);
    }

    [Fact]
    public async Task A_write_that_can_not_be_looked_up_is_unconfirmed()
    {
        SpoilWrites((_, _) => Cut());
        SpoilReadsAfterTheWrite((_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused."));
        Assert.Equal("m", Assert.Single((await PruneAsync()).Failures).Path);
        AssertTold(AppliedAction.Unconfirmed);
        Assert.Equal([Read, Write, Read], _wire.Requests);
    }

    [Fact]
    public async Task A_write_that_was_never_sent_is_not_looked_up()
    {
        SpoilWrites((_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused."));
        Assert.False(Assert.Single((await PruneAsync()).Failures).Error.IsOutcomeUnknown);
        Assert.Empty(_told);
        Assert.Equal([Read, Write], _wire.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_is_believed_when_it_has_been_looked_up(bool isCarriedOut)
    {
        SpoilWrites(async (request, send) =>
        {
            if (isCarriedOut)
            {
                (await send()).Dispose();
            }

            return Status(request, HttpStatusCode.Forbidden);
        });
        SeedResult result = await PruneAsync();
        Assert.Equal(isCarriedOut ? 0 : 1, result.Failures.Count);
        Assert.Equal(isCarriedOut ? [AppliedAction.Archived] : [], _told.Select(entity => entity.Action));
        Assert.Equal([Read, Write, Read], _wire.Requests);
    }

    [Theory]
    // Refused as the reading is, or not ready for it: it was not carried out. Anything else may be a lie about a write that was.
    [InlineData(HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, false)]
    [InlineData(HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, false)]
    [InlineData(HttpStatusCode.Forbidden, HttpStatusCode.BadGateway, true)]
    [InlineData(HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, true)]
    [InlineData(HttpStatusCode.Conflict, HttpStatusCode.BadGateway, true)]
    [InlineData(HttpStatusCode.BadGateway, HttpStatusCode.BadGateway, true)]
    public async Task A_refusal_that_can_not_be_looked_up_is_believed_where_it_can_be_true(
        HttpStatusCode written, HttpStatusCode read, bool isUnconfirmed)
    {
        SpoilWrites((request, _) => Task.FromResult(Status(request, written)));
        SpoilReadsAfterTheWrite((request, _) => Task.FromResult(Status(request, read)));
        SeedFailure failure = Assert.Single((await PruneAsync()).Failures);
        // What became of the write counts more, unless it goes on because nobody knows.
        Assert.Equal(written == HttpStatusCode.BadGateway ? read : written, failure.Error.StatusCode);
        Assert.Equal(isUnconfirmed ? [AppliedAction.Unconfirmed] : [], _told.Select(entity => entity.Action));
        Assert.Equal([Read, Write, Read], _wire.Requests);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task A_registry_that_is_away_is_waited_for_three_times(bool goesOn, int expected)
    {
        _wire.Spoil = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");
        int waited = 0;
        SeedResult result = await PruneAsync((_, _) =>
        {
            waited++;
            return Task.FromResult(goesOn);
        });
        Assert.Single(result.Failures);
        Assert.Equal(expected, waited);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task A_registry_that_comes_back_is_gone_on_with()
    {
        bool isAway = true;
        _wire.Spoil = (_, send) => isAway
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.")
            : send();
        SeedResult result = await PruneAsync((_, _) =>
        {
            isAway = false;
            return Task.FromResult(true);
        });
        Assert.Empty(result.Failures);
        AssertTold(AppliedAction.Archived);
        Assert.Equal([Read, Read, Write], _wire.Requests);
    }

    [Fact]
    public async Task A_write_that_was_not_taken_on_is_sent_again_when_somebody_waits()
    {
        bool isAway = true;
        SpoilWrites((request, send) => isAway ? Task.FromResult(Status(request, HttpStatusCode.TooManyRequests)) : send());
        SeedResult result = await PruneAsync((_, _) =>
        {
            isAway = false;
            return Task.FromResult(true);
        });
        Assert.Empty(result.Failures);
        AssertTold(AppliedAction.Archived);
        Assert.Equal([Read, Write, Read, Write], _wire.Requests);
    }

    [Fact]
    public async Task A_refusal_is_not_waited_about()
    {
        SpoilWrites((request, _) => Task.FromResult(Status(request, HttpStatusCode.BadRequest)));
        int waited = 0;
        await PruneAsync((_, _) =>
        {
            waited++;
            return Task.FromResult(true);
        });
        Assert.Equal(0, waited);
    }

    [Fact]
    public async Task After_a_failure_nothing_more_is_archived()
    {
        await ApplyAsync(RegisteredModelSpec.Named("m"), RegisteredModelSpec.Named("n"));
        SeedPlan plan = await PlanAsync([]);
        SpoilWrites((request, _) => Task.FromResult(Status(request, HttpStatusCode.BadRequest)));
        SeedResult result = await ApplyAsync(plan);
        Assert.Equal(["m"], result.Failures.Select(failure => failure.Path));
        Assert.Equal(["m", "n"], result.NotArchived.Select(entity => entity.Path));
        Assert.Single(_wire.Requests, request => request.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.False(result.IsStopped);
    }

    [Fact]
    public async Task Nothing_is_archived_when_a_model_fails_or_the_work_is_stopped()
    {
        await ApplyAsync(RegisteredModelSpec.Named("m"));
        SeedPlan plan = await PlanAsync([RegisteredModelSpec.Named("new")]);
        using var stop = new CancellationTokenSource();
        _wire.Spoil = async (request, send) =>
        {
            HttpResponseMessage response = await send();
            await stop.CancelAsync();
            return response;
        };
        SeedResult stopped = await new SeedRunner(_seeder, new SeedRunnerOptions { Grace = TimeSpan.FromMinutes(1) })
            .ApplyAsync(plan, null, stop.Token);
        Assert.True(stopped.IsStopped);
        Assert.Empty(stopped.Failures);
        Assert.Equal([AppliedAction.Created, AppliedAction.NotReached], stopped.Entities.Select(entity => entity.Action));

        _registry.Emulator.Reset();
        _wire.Spoil = null;
        await ApplyAsync(RegisteredModelSpec.Named("m"));
        plan = await PlanAsync([RegisteredModelSpec.Named("new")]);
        _wire.Spoil = (request, send) => request.Method == HttpMethod.Post
            ? Task.FromResult(Status(request, HttpStatusCode.BadRequest))
            : send();
        SeedResult failed = await ApplyAsync(plan);
        Assert.Equal(["new"], failed.Failures.Select(failure => failure.Path));
        Assert.Equal("LIVE", Assert.Single(_registry.Emulator.Snapshot().RegisteredModels).State);
    }

    private static long MarkOf(RegisteredModel model) => long.Parse(
        model.CustomProperties.GetString(SeedSet.ArchivedPropertyName)!, System.Globalization.CultureInfo.InvariantCulture);

    private static HttpResponseMessage Status(HttpRequestMessage request, HttpStatusCode status) => new(status)
    {
        RequestMessage = request,
        Content = new StringContent("""{"code":"","message":"refused"}""", Encoding.UTF8, "application/json"),
    };

    private static Task<HttpResponseMessage> Cut() =>
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut.");

    private static async Task<HttpResponseMessage> CutAfterwardsAsync(HttpRequestMessage request, Func<Task<HttpResponseMessage>> send)
    {
        (await send()).Dispose();
        return await Cut();
    }

    private void SpoilWrites(Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> spoil) =>
        _wire.Spoil = (request, send) => request.Method == HttpMethod.Patch ? spoil(request, send) : send();

    private void SpoilReadsAfterTheWrite(Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> spoil)
    {
        Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> writes = _wire.Spoil!;
        _wire.Spoil = (request, send) =>
            request.Method == HttpMethod.Get && _wire.Requests.Contains(Write) ? spoil(request, send) : writes(request, send);
    }

    private void AssertTold(AppliedAction action)
    {
        EntityResult told = Assert.Single(_told);
        Assert.Equal((EntityKind.RegisteredModel, "m", action, "1"), (told.Kind, told.Path, told.Action, told.Id));
        Assert.Equal([Archived], told.Changes);
    }

    /// <summary>Makes a model of the set and then prunes it.</summary>
    private async Task<SeedResult> PruneAsync(Func<ModelRegistryException, CancellationToken, Task<bool>>? wait = null)
    {
        await ApplyAsync(RegisteredModelSpec.Named("m").WithProperty("theirs", "kept"));
        return await ApplyAsync(await PlanAsync([]), wait);
    }

    private async Task ApplyAsync(params RegisteredModelSpec[] models)
    {
        SeedPlan plan = await new SeedPlanner(_registry.Other).PlanAsync(models, new SeedRunnerOptions { Set = "ours" }, Cancellation);
        var inOrder = new SeedRunnerOptions { Concurrency = 1 };
        Assert.Empty((await new SeedRunner(_registry.Other, inOrder).ApplyAsync(plan, null, Cancellation)).Failures);
    }

    private Task<SeedPlan> PlanAsync(RegisteredModelSpec[] models) => new SeedPlanner(_wire.SpoilsEverything ? _seeder : _registry.Other)
        .PlanAsync(models, new SeedRunnerOptions { Set = "ours", Prune = true }, Cancellation);

    private Task<SeedResult> ApplyAsync(SeedPlan plan, Func<ModelRegistryException, CancellationToken, Task<bool>>? wait = null)
    {
        _wire.Clear();
        return new SeedRunner(_seeder, new SeedRunnerOptions { Concurrency = 1, WaitForRegistry = wait })
            .ApplyAsync(plan, new EntityProgress(_told.Add), Cancellation);
    }

    /// <summary>Notes each request, without the list of one item that says whether the database is there, and can spoil it.</summary>
    private sealed class SpoiledWire(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly List<string> _requests = [];

        public IReadOnlyList<string> Requests => _requests;

        public bool SpoilsEverything { get; set; }

        public Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>>? Spoil { get; set; }

        public void Clear() => _requests.Clear();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string path = request.RequestUri!.AbsolutePath["/api/model_registry/v1alpha3/".Length..];
            Task<HttpResponseMessage> SendOn() => base.SendAsync(request, cancellationToken);
            if (!SpoilsEverything && !path.Contains('/', StringComparison.Ordinal) && request.Method == HttpMethod.Get)
            {
                return SendOn();
            }

            _requests.Add($"{request.Method} {path}");
            return Spoil is { } spoil ? spoil(request, SendOn) : SendOn();
        }
    }
}
