using System.Net;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Errors;

/// <summary>While the registry's database is away its responses say other things; callers hear of an outage all the same.</summary>
public sealed class DatabaseOutageTests : IAsyncLifetime
{
    private const string Masked =
        "error listing registered models: invalid filter query, type mismatch or invalid value in comparison: bad request";

    private ModelRegistryEmulator _emulator = null!;
    private ModelRegistryClient _registry = null!;
    private string _model = "";
    private string _version = "";

    public static TheoryData<string> Calls => [.. AllCalls.Keys];

    private static Dictionary<string, Func<DatabaseOutageTests, Task>> AllCalls { get; } = new(StringComparer.Ordinal)
    {
        ["list"] = async test => await test._registry.RegisteredModels.ListAsync().ToListAsync(),
        ["filtered list"] = async test =>
            await test._registry.RegisteredModels.ListAsync(new() { Filter = RegisteredModelFilter.Name == "m" }).ToListAsync(),
        ["second page"] = async test => await test._registry.RegisteredModels.ListAsync().AsPages("MToxMDA=", 1).FirstAsync(),
        ["versions"] = async test => await test._registry.RegisteredModels.ListVersionsAsync(test._model).ToListAsync(),
        ["versions by name"] = async test =>
            await test._registry.RegisteredModels.ListVersionsAsync(test._model, new() { Name = "v" }).ToListAsync(),
        ["artifacts"] = async test => await test._registry.ModelVersions.ListArtifactsAsync(test._version).ToListAsync(),
        ["runs of an experiment"] = async test => await test._registry.Experiments.ListRunsAsync("1").ToListAsync(),
        ["history of a run"] = async test => await test._registry.ExperimentRuns.ListMetricHistoryAsync("1").ToListAsync(),
        ["find by name"] = test => test._registry.RegisteredModels.FindByNameAsync("m"),
        ["find by pattern"] = test => test._registry.RegisteredModels.FindByNameAsync("m_"),
        ["find a version"] = test => test._registry.ModelVersions.FindByNameAsync(test._model, "v"),
        ["find by external id"] = test => test._registry.RegisteredModels.FindByExternalIdAsync("x"),
        ["get"] = test => test._registry.RegisteredModels.GetAsync(test._model),
        ["get an artifact"] = test => test._registry.Artifacts.GetAsync("1"),
        ["get what a service serves"] = test => test._registry.InferenceServices.GetVersionAsync("1"),
        ["update"] = test => test._registry.RegisteredModels.UpdateAsync(test._model, new() { Description = "d" }),
        ["archive"] = test => test._registry.RegisteredModels.ArchiveAsync(test._model),
        ["set a property"] = test => test._registry.ModelVersions.SetPropertyAsync(test._version, "p", "v"),
        ["create an artifact"] = test =>
            test._registry.ModelVersions.UpsertArtifactAsync(test._version, new ModelArtifactCreate { Name = "a" }),
        ["create a service"] = test => test._registry.InferenceServices.CreateAsync("1", new() { RegisteredModelId = test._model }),
        ["register"] = test => test._registry.RegisterAsync(new RegisteredModelSpec { Name = "m", Description = "d" }),
    };

    public async ValueTask InitializeAsync()
    {
        _emulator = await ModelRegistryEmulator.StartAsync();
        var options = new ModelRegistryClientOptions { BaseAddress = _emulator.BaseAddress };
        options.Resilience.Enabled = false;
        _registry = ModelRegistryClient.Create(options);
        _model = _emulator.AddRegisteredModel("m");
        _version = _emulator.AddModelVersion(_model, "v");
    }

    public async ValueTask DisposeAsync()
    {
        _registry.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Every_call_ends_as_unavailable_on_both_databases(string call)
    {
        foreach (RegistryDatabase database in Enum.GetValues<RegistryDatabase>())
        {
            foreach (DatabaseOutageReason reason in Enum.GetValues<DatabaseOutageReason>())
            {
                _emulator.Faults.Clear();
                _emulator.Faults.Add(new DatabaseOutage { Database = database, Reason = reason });

                ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
                    () => AllCalls[call](this));

                Assert.True(exception.IsTransient);
                Assert.False(exception.IsOutcomeUnknown);
            }
        }
    }

    [Fact]
    public async Task A_create_leaves_open_whether_it_was_made()
    {
        _emulator.Faults.Add(new DatabaseOutage());
        Assert.True((await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => _registry.RegisteredModels.CreateAsync(new() { Name = "new" }))).IsOutcomeUnknown);
    }

    [Fact]
    public async Task An_id_that_is_not_there_is_not_found_and_costs_one_list_of_one_item()
    {
        _emulator.ClearRequests();
        ModelRegistryNotFoundException exception = await Assert.ThrowsAsync<ModelRegistryNotFoundException>(
            () => _registry.RegisteredModels.GetAsync("999"));
        Assert.Equal("no registered model found for id 999: not found", exception.ServerMessage);
        Assert.Equal(["/registered_models/999", "/registered_models?pageSize=1"], Asked());

        _emulator.ClearRequests();
        await Assert.ThrowsAsync<ModelRegistryNotFoundException>(
            () => _registry.ModelVersions.UpsertArtifactAsync("999", new ModelArtifactCreate { Name = "a" }));
        Assert.Equal(["/model_versions/999/artifacts", "/registered_models?pageSize=1"], Asked());
    }

    [Fact]
    public async Task A_name_that_is_not_there_costs_nothing_more()
    {
        _emulator.ClearRequests();
        Assert.Null(await _registry.RegisteredModels.FindByNameAsync("nobody"));
        Assert.Single(Asked());
    }

    [Theory]
    [InlineData("size IN (8, 70)")]
    [InlineData("name = 5")]
    public async Task A_filter_that_is_wrong_stays_wrong(string filter)
    {
        await using ModelRegistryEmulator postgres = await ModelRegistryEmulator.StartAsync(
            new() { Database = RegistryDatabase.PostgreSql }, TestContext.Current.CancellationToken);
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = postgres.BaseAddress });
        postgres.AddRegisteredModel("m", new Dictionary<string, string> { ["size"] = "8" });
        postgres.Faults.Add(new Fault { Route = "registered_models", Times = int.MaxValue, Effect = FaultEffect.None });

        ModelRegistryException exception = await Assert.ThrowsAnyAsync<ModelRegistryException>(
            async () => await registry.RegisteredModels.ListAsync(new() { Filter = Filter.Raw(filter) }).ToListAsync(
                TestContext.Current.CancellationToken));

        Assert.Equal(typeof(ModelRegistryException), exception.GetType());
        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task A_filter_that_met_the_end_of_an_outage_is_asked_again()
    {
        _emulator.Faults.Add(new DatabaseOutage { Database = RegistryDatabase.PostgreSql, Requests = 1 });
        Assert.Single(await _registry.RegisteredModels.ListAsync(new() { Filter = RegisteredModelFilter.Name == "m" })
            .ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_id_that_was_read_a_moment_ago_is_asked_for_again()
    {
        // Read, then not found, while the list that decides works again.
        _emulator.Faults.Add(new DatabaseOutage { After = 1, Requests = 1 });
        Assert.Equal(
            RegisteredModelState.Archived,
            (await _registry.RegisteredModels.ArchiveAsync(_model, TestContext.Current.CancellationToken)).State);

        _emulator.Faults.Add(new DatabaseOutage { After = 1, Requests = 1 });
        Assert.Equal("v", (await _registry.ModelVersions.SetPropertyAsync(
            _version, "p", "v", TestContext.Current.CancellationToken)).CustomProperties.GetString("p"));
    }

    [Fact]
    public async Task What_may_not_be_listed_leaves_the_answer_as_it_is()
    {
        _emulator.Faults.Add(new Fault { Route = "registered_models", Status = HttpStatusCode.Forbidden });
        await Assert.ThrowsAsync<ModelRegistryNotFoundException>(() => _registry.RegisteredModels.GetAsync("999"));
    }

    [Fact]
    public async Task Reads_are_repeated_and_a_wrong_filter_is_not()
    {
        int lists = 0;
        using var network = new ScriptedHandler(request => request["filterQuery"] is not null || request["pageSize"] != "1" && ++lists < 3
            ? ScriptedHandler.Error(HttpStatusCode.BadRequest, Masked)
            : ScriptedHandler.Json(Bodies.List(Bodies.Model)));
        using ModelRegistryClient registry = TestClient.Over(
            network, _ => { }, new InstantTime(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10)));

        Assert.Single(await registry.RegisteredModels.ListAsync().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(3, network.Sent.Count);

        await Assert.ThrowsAsync<ModelRegistryException>(
            async () => await registry.RegisteredModels.ListAsync(new() { Filter = Filter.Raw("name = 5") }).ToListAsync(
                TestContext.Current.CancellationToken));
        Assert.Equal(["name = 5", null, "name = 5"], network.Sent.Skip(3).Select(request => request["filterQuery"]));
    }

    /// <summary>Nothing but a plain list of names or ids can't be wrong; what begins like one and goes on can.</summary>
    [Theory]
    [InlineData("name IN (\"a\",\"b (x)\")", true)]
    [InlineData("externalId IN (\"a + b\")", true)]
    [InlineData("registeredModelId IN (1,2)", true)]
    [InlineData("name IN (\"a\") AND state = 5", false)]
    [InlineData("name IN (5)", false)]
    [InlineData("name IN (\"a\\\")", false)]
    [InlineData("id IN (99999999999)", false)]
    public async Task Only_a_plain_list_of_values_is_never_a_wrong_filter(string filter, bool isOutage)
    {
        using var network = new ScriptedHandler(request => request["filterQuery"] is not null
            ? ScriptedHandler.Error(HttpStatusCode.BadRequest, Masked)
            : ScriptedHandler.Json(Bodies.List(Bodies.Model)));
        using ModelRegistryClient registry = TestClient.Over(network);

        ModelRegistryException exception = await Assert.ThrowsAnyAsync<ModelRegistryException>(
            async () => await registry.RegisteredModels.ListAsync(new() { Filter = Filter.Raw(filter) }).ToListAsync(
                TestContext.Current.CancellationToken));

        Assert.Equal(isOutage ? typeof(ModelRegistryUnavailableException) : typeof(ModelRegistryException), exception.GetType());
    }

    [Fact]
    public async Task A_later_page_fails_for_no_filter_that_was_understood_before()
    {
        using var network = new ScriptedHandler(request => request["nextPageToken"] is not null
            ? ScriptedHandler.Error(HttpStatusCode.BadRequest, Masked)
            : ScriptedHandler.Json(Bodies.Page("next", Bodies.Model)));
        using ModelRegistryClient registry = TestClient.Over(network);
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            async () => await registry.RegisteredModels.ListAsync(new() { Filter = RegisteredModelFilter.Name == "m" }).ToListAsync(
                TestContext.Current.CancellationToken));

        // The first page, the second, the list of one item that shows the database is there, and the second once more.
        Assert.Equal([null, "next", null, "next"], network.Sent.Select(request => request["nextPageToken"]));
    }

    [Theory]
    [InlineData("not found")]
    [InlineData("experiment run not found: no experiment run found for id 1: not found")]
    public async Task Whatever_its_words_a_missing_id_is_checked(string message)
    {
        using var network = new ScriptedHandler(request => request.Path == "registered_models"
            ? ScriptedHandler.Error(HttpStatusCode.InternalServerError, "error listing registered models: invalid connection")
            : ScriptedHandler.Error(HttpStatusCode.NotFound, message));
        using ModelRegistryClient registry = TestClient.Over(network);
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.ModelVersions.GetAsync("1"));
        Assert.Equal((HttpStatusCode.NotFound, message), (exception.StatusCode!.Value, exception.ServerMessage));
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.InferenceServices.CreateAsync("1", new() { RegisteredModelId = "1" }));
    }

    [Fact]
    public async Task A_look_up_by_name_that_trips_over_an_id_is_checked()
    {
        using var network = new ScriptedHandler(request => request.Path == "registered_models"
            ? ScriptedHandler.Error(HttpStatusCode.InternalServerError, "error listing registered models: invalid connection")
            : ScriptedHandler.Error(HttpStatusCode.NotFound, "no serving environment found for id 1: not found"));
        using ModelRegistryClient registry = TestClient.Over(network);
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => registry.InferenceServices.FindByNameAsync("1", "s"));
    }

    [Fact]
    public async Task An_artifact_that_could_not_be_read_is_no_artifact_of_another_type()
    {
        using var network = new ScriptedHandler(request => request.Method == HttpMethod.Post
            ? ScriptedHandler.Error(HttpStatusCode.BadRequest, "mismatched types, artifact with id 3 is not a model artifact: bad request")
            : ScriptedHandler.Error(HttpStatusCode.InternalServerError, "error listing registered models: invalid connection"));
        using ModelRegistryClient registry = TestClient.Over(network);
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.ModelVersions.UpsertArtifactAsync("2", new ModelArtifactCreate { Name = "a" }, "3"));
    }

    private string[] Asked() =>
    [
        .. _emulator.Requests.Select(
            request => $"{request.Path["/api/model_registry/v1alpha3".Length..]}{(request.Query.Length > 0 ? "?" : "")}{request.Query}"),
    ];
}
