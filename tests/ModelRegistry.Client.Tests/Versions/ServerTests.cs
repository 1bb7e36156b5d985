using System.Net;
using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Versions;

/// <summary>The table of supported servers in docs/client.md, row by row, and what v1 does not have.</summary>
public sealed class ServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RegistryServerVersion.V02, ModelRegistryApiVersion.Auto, "v1alpha3")]
    [InlineData(RegistryServerVersion.V02, ModelRegistryApiVersion.V1Alpha3, "v1alpha3")]
    [InlineData(RegistryServerVersion.V03, ModelRegistryApiVersion.Auto, "v1alpha3")]
    [InlineData(RegistryServerVersion.V03, ModelRegistryApiVersion.V1Alpha3, "v1alpha3")]
    [InlineData(RegistryServerVersion.Current, ModelRegistryApiVersion.Auto, "v1alpha3")]
    [InlineData(RegistryServerVersion.Current, ModelRegistryApiVersion.V1Alpha3, "v1alpha3")]
    [InlineData(RegistryServerVersion.Current, ModelRegistryApiVersion.V1, "v1")]
    public async Task A_model_is_registered(RegistryServerVersion server, ModelRegistryApiVersion version, string spoken)
    {
        await using ModelRegistryEmulator emulator = await StartAsync(server);
        using ModelRegistryClient registry = Connect(emulator, version);
        RegisteredModelSpec spec = Spec("s3://bucket/granite/");
        RegistrationResult result = await registry.RegisterAsync(spec, cancellationToken: Cancellation);
        Assert.Equal(3, result.Entities.Count(entity => entity.Action == AppliedAction.Created));
        Assert.False((await registry.RegisterAsync(spec, cancellationToken: Cancellation)).HasChanges);
        Assert.All(
            emulator.Requests, request => Assert.StartsWith($"/api/model_registry/{spoken}/", request.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RegistryServerVersion.V03, true)]
    [InlineData(RegistryServerVersion.Current, true)]
    [InlineData(RegistryServerVersion.V02, false)]
    public async Task Experiments_come_with_v03_on_v1alpha3(RegistryServerVersion server, bool hasThem)
    {
        await using ModelRegistryEmulator emulator = await StartAsync(server);
        using ModelRegistryClient registry = Connect(emulator, ModelRegistryApiVersion.Auto);
        Task<Experiment> creation = registry.Experiments.CreateAsync(new() { Name = "quantization" }, Cancellation);
        Assert.Equal(
            hasThem ? null : HttpStatusCode.NotFound, (await Record.ExceptionAsync(() => creation) as ModelRegistryException)?.StatusCode);
    }

    [Theory]
    [InlineData(RegistryServerVersion.V02)]
    [InlineData(RegistryServerVersion.V03)]
    public async Task V1_against_an_older_server_says_so(RegistryServerVersion server)
    {
        await using ModelRegistryEmulator emulator = await StartAsync(server);
        using ModelRegistryClient registry = Connect(emulator, ModelRegistryApiVersion.V1);
        ModelRegistryException failure = await Assert.ThrowsAsync<ModelRegistryException>(
            () => registry.RegisteredModels.GetAsync("1", Cancellation));
        Assert.Equal((HttpStatusCode.NotFound, false), (failure.StatusCode, failure.IsTransient));
        Assert.Contains(
            "does not serve API v1, which came in 2026-08: set the API version to Auto or V1Alpha3",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_on_experiments_are_not_sent_on_v1()
    {
        await using ModelRegistryEmulator emulator = await StartAsync(RegistryServerVersion.Current);
        using ModelRegistryClient registry = Connect(emulator, ModelRegistryApiVersion.V1);
        (IExperiments experiments, IExperimentRuns runs) = (registry.Experiments, registry.ExperimentRuns);
        Func<Task>[] operations =
        [
            () => experiments.CreateAsync(new() { Name = "x" }, Cancellation),
            () => experiments.GetAsync("1", Cancellation),
            () => experiments.FindByNameAsync("x", Cancellation),
            () => experiments.UpdateAsync("1", new() { Description = "x" }, Cancellation),
            () => experiments.CreateRunAsync("1", new() { Name = "x" }, Cancellation),
            async () => await experiments.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation),
            async () => await experiments.ListRunsAsync("1", cancellationToken: Cancellation).ToListAsync(Cancellation),
            () => runs.GetAsync("1", Cancellation),
            () => runs.UpdateAsync("1", new() { Description = "x" }, Cancellation),
            () => runs.UpsertArtifactAsync("1", new MetricCreate { Name = "x", Value = 1 }, cancellationToken: Cancellation),
            async () => await runs.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation),
            async () => await runs.ListArtifactsAsync("1", cancellationToken: Cancellation).ToListAsync(Cancellation),
            async () => await runs.ListMetricHistoryAsync("1", cancellationToken: Cancellation).ToListAsync(Cancellation),
        ];
        foreach (Func<Task> operation in operations)
        {
            Exception failure = await Assert.ThrowsAnyAsync<NotSupportedException>(operation);
            Assert.Contains("set ModelRegistryClientOptions.ApiVersion to V1Alpha3", failure.Message, StringComparison.Ordinal);
        }

        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public async Task Operations_on_experiments_end_with_v1alpha3()
    {
        await using ModelRegistryEmulator emulator = await StartAsync(RegistryServerVersion.Current);
        using ModelRegistryClient registry = Connect(emulator, ModelRegistryApiVersion.Auto);
        emulator.AlphaGone = true;
        await Assert.ThrowsAnyAsync<NotSupportedException>(() => registry.Experiments.CreateAsync(new() { Name = "x" }, Cancellation));
        await Assert.ThrowsAnyAsync<NotSupportedException>(() => registry.Experiments.CreateAsync(new() { Name = "x" }, Cancellation));
        Assert.Equal("/api/model_registry/v1alpha3/experiments", Assert.Single(emulator.Requests).Path);
    }

    [Theory]
    [InlineData(ModelRegistryApiVersion.V1, false)]
    [InlineData(ModelRegistryApiVersion.Auto, true)]
    public async Task A_look_up_among_artifacts_asks_for_no_run(ModelRegistryApiVersion version, bool goes)
    {
        await using ModelRegistryEmulator emulator = await StartAsync(RegistryServerVersion.Current);
        string id = emulator.AddModelVersion(emulator.AddRegisteredModel("granite"), "1.0");
        emulator.AddModelArtifact(id, "weights-a");
        emulator.AddModelArtifact(id, "weights_a");
        using ModelRegistryClient registry = Connect(emulator, version);
        emulator.AlphaGone = goes;
        Assert.NotNull(await registry.Artifacts.FindByNameAsync(id, "weights_a", Cancellation));

        // The server takes a backslash for an escape, so that only the lists can tell.
        Assert.Null(await registry.Artifacts.FindByNameAsync(id, "weights\\a", Cancellation));
        Assert.DoesNotContain(emulator.Requests, request => request.Path.Contains("experiment", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ModelRegistryApiVersion.V1)]
    [InlineData(ModelRegistryApiVersion.Auto)]
    public async Task An_artifact_that_a_run_made_is_changed_by_its_id_on_v1(ModelRegistryApiVersion version)
    {
        await using ModelRegistryEmulator emulator = await StartAsync(RegistryServerVersion.Current);
        using ModelRegistryClient before = Connect(emulator, ModelRegistryApiVersion.V1Alpha3);
        RegistrationResult registered = await before.RegisterAsync(Spec("s3://bucket/old/"), cancellationToken: Cancellation);
        string id = registered.Entities.Single(entity => entity.Kind == EntityKind.Artifact).Id;
        Experiment experiment = await before.Experiments.CreateAsync(new() { Name = "quantization" }, Cancellation);
        ExperimentRun run = await before.Experiments.CreateRunAsync(experiment.Id, new() { Name = "fp8" }, Cancellation);
        await before.ExperimentRuns.UpsertArtifactAsync(
            run.Id, new ModelArtifactCreate
            {
                Name = "granite",
                CustomProperties = new Dictionary<string, MetadataValue> { ["by"] = "hand" },
            }, id, Cancellation);

        emulator.AlphaGone = true;
        emulator.ClearRequests();
        using ModelRegistryClient registry = Connect(emulator, version);
        RegistrationResult changed = await registry.RegisterAsync(Spec("s3://bucket/new/"), cancellationToken: Cancellation);
        Assert.Equal(AppliedAction.Updated, changed.Entities.Single(entity => entity.Kind == EntityKind.Artifact).Action);
        var artifact = Assert.IsType<ModelArtifact>(await registry.Artifacts.GetAsync(id, Cancellation));
        Assert.Equal(("s3://bucket/new/", "hand"), (artifact.Uri, artifact.CustomProperties.GetString("by")));
        Assert.DoesNotContain(emulator.Requests, request => request.Path.Contains("experiment", StringComparison.Ordinal));
        Assert.False((await registry.RegisterAsync(Spec("s3://bucket/new/"), cancellationToken: Cancellation)).HasChanges);
    }

    private static RegisteredModelSpec Spec(string uri) =>
        RegisteredModelSpec.Named("granite").WithVersion("1.0", version => version.WithModelArtifact(uri));

    private static Task<ModelRegistryEmulator> StartAsync(RegistryServerVersion server) =>
        ModelRegistryEmulator.StartAsync(new ModelRegistryEmulatorOptions { ServerVersion = server }, Cancellation);

    private static ModelRegistryClient Connect(ModelRegistryEmulator emulator, ModelRegistryApiVersion version) =>
        ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress, ApiVersion = version });
}
