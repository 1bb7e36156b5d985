using System.Net;
using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Guesses;

/// <summary>Twelve tasks as somebody writes them who has read the README alone: they compile, and do what they say.</summary>
public sealed class TwelveTasksTests : IAsyncLifetime
{
    private ModelRegistryEmulator _emulator = null!;
    private ModelRegistryClient registry = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ModelRegistryEmulator.StartAsync();
        registry = ModelRegistryClient.Create(new() { BaseAddress = _emulator.BaseAddress });
        await registry.RegisterAsync(RegisteredModelSpec.Named("granite")
            .OwnedBy("ai-admin")
            .WithProperty("quantization", "FP8-dynamic")
            .WithVersion("1.0", version => version.WithModelArtifact("s3://models/granite/1.0/"))
            .WithVersion("2.0"));
    }

    public async ValueTask DisposeAsync()
    {
        registry.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Create()
    {
        RegisteredModel model = await registry.RegisteredModels.CreateAsync(
            new() { Name = "mistral", Owner = "ai-admin", Description = "Vetted." });
        ModelVersion version = await registry.ModelVersions.CreateAsync(model.Id, new() { Name = "7b", Author = "ann" });
        ModelVersion next = await registry.CreateVersionAsync("mistral", new ModelVersionCreate { Name = "8b" });
        Assert.Equal((model.Id, model.Id), (version.RegisteredModelId, next.RegisteredModelId));
        Assert.Equal("Vetted.", (await registry.RegisteredModels.GetAsync(model.Id)).Description);
    }

    [Fact]
    public async Task Register()
    {
        RegisteredModelSpec spec = RegisteredModelSpec.Named("phi")
            .OwnedBy("ai-admin")
            .Labelled("small")
            .WithVersion("4", version => version.WithModelArtifact("oci://registry/phi:4", artifact => artifact.InFormat("safetensors")));
        RegistrationResult first = await registry.RegisterAsync(spec);
        RegistrationResult second = await registry.RegisterAsync(spec);
        Assert.Contains("3 created", first.ToString(), StringComparison.Ordinal);
        Assert.Contains("0 created, 0 updated", second.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_by_name()
    {
        RegisteredModel model = await registry.RegisteredModels.GetByNameAsync("granite");
        RegisteredModel? missing = await registry.RegisteredModels.FindByNameAsync("Granite");
        ModelVersion version = await registry.GetVersionAsync("granite", "1.0");
        ModelVersion? none = await registry.FindVersionAsync("granite", "3.0");
        ModelVersion? neither = await registry.FindVersionAsync("llama", "1.0");
        Assert.Equal(model.Id, version.RegisteredModelId);
        Assert.Equal((null, null, null), (missing, none, neither));
        Assert.Contains(
            "'llama'",
            (await Assert.ThrowsAsync<ModelRegistryNotFoundException>(() => registry.GetVersionAsync("llama", "1.0"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_with_a_filter_and_an_order()
    {
        await registry.RegisteredModels.CreateAsync(new() { Name = "other", Owner = "bob" });
        await registry.RegisteredModels.CreateAsync(
            new() { Name = "later", Owner = "ai-admin", CustomProperties = { ["quantization"] = "FP8-dynamic" } });
        Filter<RegisteredModel> vetted = RegisteredModelFilter.Owner == "ai-admin"
            & RegisteredModelFilter.State == RegisteredModelState.Live
            & RegisteredModelFilter.Property("quantization") == "FP8-dynamic";

        List<RegisteredModel> models = await registry.RegisteredModels
            .ListAsync(new() { Filter = vetted, OrderBy = OrderBy.CreateTime, SortOrder = SortOrder.Descending })
            .ToListAsync();
        Assert.Equal(["later", "granite"], models.Select(model => model.Name));
        Assert.Equal(2, (await registry.RegisteredModels.ListAsync(vetted).ToListAsync()).Count);
        Assert.Equal(
            3, (await registry.RegisteredModels.ListAsync(new ListOptions { PageSize = 1, OrderBy = OrderBy.Id }).ToListAsync()).Count);

        List<string> names = [];
        await foreach (RegisteredModel model in registry.RegisteredModels.ListAsync(new ListOptions<RegisteredModel> { Filter = vetted }))
        {
            names.Add(model.Name);
        }

        Assert.Equal(["granite", "later"], names);
    }

    [Fact]
    public async Task The_latest_version()
    {
        RegisteredModel model = await registry.RegisteredModels.GetByNameAsync("granite");
        await registry.ArchiveVersionAsync("granite", "2.0");
        Assert.Equal("2.0", (await registry.GetLatestVersionAsync("granite")).Name);
        Assert.Equal("1.0", (await registry.GetLatestVersionAsync("granite", liveOnly: true)).Name);
        Assert.Equal("2.0", (await registry.RegisteredModels.GetLatestVersionAsync(model.Id)).Name);
        Assert.Equal("2.0", (await registry.RegisteredModels.FindLatestVersionAsync(model.Id))?.Name);

        RegisteredModel empty = await registry.RegisteredModels.CreateAsync(new() { Name = "empty" });
        Assert.Null(await registry.RegisteredModels.FindLatestVersionAsync(empty.Id));
        await Assert.ThrowsAsync<ModelRegistryNotFoundException>(() => registry.GetLatestVersionAsync("empty"));
    }

    [Fact]
    public async Task Promote_granite_1_0_to_production()
    {
        ModelVersion promoted = await registry.PromoteAsync("granite", "1.0", "production");
        Assert.Equal("production", promoted.GetStage());
        Assert.Equal("production", (await registry.GetVersionAsync("granite", "1.0")).GetStage());

        ModelVersion version = await registry.GetVersionAsync("granite", "2.0");
        await registry.ModelVersions.PromoteAsync(version.Id, "staging");
        Assert.Equal("staging", (await registry.GetVersionAsync("granite", "2.0")).CustomProperties.GetString("stage"));
    }

    [Fact]
    public async Task Archive_and_restore()
    {
        RegisteredModel model = await registry.ArchiveModelAsync("granite");
        Assert.Equal(RegisteredModelState.Archived, model.State);
        Assert.Equal(RegisteredModelState.Live, (await registry.RestoreModelAsync("granite")).State);
        Assert.Equal(RegisteredModelState.Archived, (await registry.RegisteredModels.ArchiveAsync(model.Id)).State);
        Assert.Equal(RegisteredModelState.Live, (await registry.RegisteredModels.RestoreAsync(model.Id)).State);
        Assert.Equal(ModelVersionState.Archived, (await registry.ArchiveVersionAsync("granite", "1.0")).State);
        Assert.Equal(ModelVersionState.Live, (await registry.RestoreVersionAsync("granite", "1.0")).State);
    }

    [Fact]
    public async Task A_custom_property_of_each_type()
    {
        RegisteredModel model = await registry.RegisteredModels.CreateAsync(new RegisteredModelCreate
        {
            Name = "typed",
            CustomProperties =
            {
                ["text"] = "x",
                ["integer"] = 3,
                ["double"] = 0.5,
                ["boolean"] = true,
                ["label"] = "",
                ["object"] = MetadataValue.FromJson("""{"dtype":"fp8"}"""),
            },
        });
        model = await registry.RegisteredModels.GetAsync(model.Id);
        Assert.Equal(
            ("x", 3, 0.5, true, "fp8"),
            (model.CustomProperties.GetString("text"),
                model.CustomProperties.GetInt32("integer"),
                model.CustomProperties.GetDouble("double"),
                model.CustomProperties.GetBoolean("boolean"),
                model.CustomProperties.GetJson("object")!.Value.GetProperty("dtype").GetString()));
        Assert.Equal(["label"], model.GetLabels());

        // Merged: the others stay. As a whole: they are gone.
        model = await registry.RegisteredModels.UpdateAsync(model.Id, new() { MergeProperties = { ["integer"] = 4, ["new"] = "y" } });
        Assert.Equal(7, model.CustomProperties.Count);
        Assert.Equal(4, model.CustomProperties.GetInt32("integer"));
        model = await registry.RegisteredModels.UpdateAsync(
            model.Id, new RegisteredModelUpdate { CustomProperties = { ["a"] = "x", ["n"] = 3 } });
        Assert.Equal(["a", "n"], model.CustomProperties.Keys.Order(StringComparer.Ordinal));
        model = await registry.RegisteredModels.UpdateAsync(
            model.Id, new() { CustomProperties = new(model.CustomProperties) { ["b"] = false } });
        Assert.Equal(["a", "b", "n"], model.CustomProperties.Keys.Order(StringComparer.Ordinal));
        model = await registry.RegisteredModels.UpdateAsync(model.Id, new() { CustomProperties = model.CustomProperties.Without("b") });
        model = await registry.RegisteredModels.UpdateAsync(model.Id, new() { Description = "The rest stays." });
        Assert.Equal(["a", "n"], model.CustomProperties.Keys.Order(StringComparer.Ordinal));
        model = await registry.RegisteredModels.UpdateAsync(model.Id, new() { CustomProperties = [] });
        Assert.Empty(model.CustomProperties);

        model = await registry.RegisteredModels.SetPropertyAsync(model.Id, "one", 1);
        Assert.Equal(1, model.CustomProperties.GetInt32("one"));
        ArgumentException both = await Assert.ThrowsAsync<ArgumentException>(
            () => registry.RegisteredModels.UpdateAsync(
                model.Id, new() { CustomProperties = { ["a"] = 1 }, MergeProperties = { ["b"] = 2 } }));
        Assert.Contains("keeps the others", both.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_a_description()
    {
        RegisteredModel model = await registry.UpdateModelAsync("granite", new() { Description = "Vetted." });
        Assert.Equal(("Vetted.", "ai-admin"), (model.Description, model.Owner));
        model = await registry.RegisteredModels.UpdateAsync(model.Id, new RegisteredModelUpdate { Description = "Vetted again." });
        Assert.Equal(("Vetted again.", "FP8-dynamic"), (model.Description, model.CustomProperties.GetString("quantization")));
        ModelVersion version = await registry.UpdateVersionAsync("granite", "1.0", new() { Description = "First." });
        Assert.Equal("First.", version.Description);
    }

    [Fact]
    public async Task Log_parameters_and_metrics_of_a_run()
    {
        Experiment experiment = await registry.Experiments.CreateAsync(new() { Name = "quantization" });
        ExperimentRun run = await registry.ExperimentRuns.CreateAsync(experiment.Id, new() { Name = "fp8" });
        await registry.ExperimentRuns.LogParameterAsync(run.Id, "learning-rate", 0.001);
        await registry.ExperimentRuns.LogParameterAsync(run.Id, "optimizer", "adam");
        await registry.ExperimentRuns.LogParametersAsync(
            run.Id, new Dictionary<string, MetadataValue> { ["epochs"] = 3, ["shuffle"] = true });
        await registry.ExperimentRuns.LogParametersAsync(run.Id, new Dictionary<string, string> { ["dtype"] = "fp8" });
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        await registry.ExperimentRuns.LogMetricAsync(run.Id, "accuracy", 0.90, step: 1, timestamp: start);
        await registry.ExperimentRuns.LogMetricAsync(run.Id, "accuracy", 0.91, step: 2, timestamp: start.AddSeconds(1));
        await registry.ExperimentRuns.LogMetricsAsync(run.Id, new Dictionary<string, double> { ["loss"] = 0.2, ["f1"] = 0.8 }, step: 2);
        run = await registry.ExperimentRuns.UpdateAsync(run.Id, new() { Status = ExperimentRunStatus.Finished });

        List<Artifact> logged = await registry.ExperimentRuns.ListArtifactsAsync(run.Id).ToListAsync();
        Assert.Equal(
            [
                "dtype=fp8 (string)",
                "epochs=3 (number)",
                "learning-rate=0.001 (number)",
                "optimizer=adam (string)",
                "shuffle=true (boolean)",
            ],
            logged.OfType<Parameter>().OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(
                parameter => $"{parameter.Name}={parameter.Value} ({parameter.ParameterType})"));
        Assert.Equal(
            [("accuracy", 0.91, 2L), ("f1", 0.8, 2L), ("loss", 0.2, 2L)],
            logged.OfType<Metric>().OrderBy(metric => metric.Name, StringComparer.Ordinal).Select(
                metric => (metric.Name!, metric.Value!.Value, metric.Step!.Value)));
        Assert.Equal(
            [0.90, 0.91],
            await registry.ExperimentRuns.ListMetricHistoryAsync(run.Id, new() { Filter = MetricFilter.Name == "accuracy" }).Select(
                metric => metric.Value!.Value).ToListAsync());

        ModelVersion version = await registry.GetVersionAsync("granite", "1.0");
        await registry.ModelVersions.LogMetricAsync(version.Id, "accuracy", 0.91);
        await registry.ModelVersions.LogMetricsAsync(version.Id, new Dictionary<string, double> { ["loss"] = 0.2 });
        await registry.ModelVersions.LogParameterAsync(version.Id, "epochs", 3);
        await registry.ModelVersions.LogParametersAsync(version.Id, new Dictionary<string, MetadataValue> { ["dtype"] = "fp8" });
        Assert.Equal(5, (await registry.ModelVersions.ListArtifactsAsync(version.Id).ToListAsync()).Count);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => registry.ModelVersions.LogMetricAsync(version.Id, "loss", double.NaN));
    }

    [Fact]
    public async Task Record_a_deployment()
    {
        Deployment deployment = await registry.RecordDeploymentAsync(new()
        {
            RegisteredModel = "granite",
            ModelVersion = "1.0",
            ServingEnvironment = "prod",
            InferenceService = "granite",
            Runtime = "vllm-cuda-runtime",
        });
        ModelVersion version = await registry.InferenceServices.GetVersionAsync(deployment.InferenceService.Id);
        Assert.Equal("1.0", version.Name);
        Deployment again = await registry.RecordDeploymentAsync(
            new DeploymentRequest { ModelVersionId = version.Id, ServingEnvironment = "prod", InferenceService = "granite" });
        Assert.Equal(deployment.Serve.Id, again.Serve.Id);
        await Assert.ThrowsAsync<ArgumentException>(() => registry.RecordDeploymentAsync(
            new() { RegisteredModel = "granite", ServingEnvironment = "prod", InferenceService = "granite" }));
    }

    [Fact]
    public async Task Handle_a_conflict()
    {
        try
        {
            await registry.RegisteredModels.CreateAsync(new() { Name = "granite" });
            Assert.Fail("The name is taken.");
        }
        catch (ModelRegistryConflictException conflict) when (conflict.Field == ConflictingField.Name)
        {
            Assert.Equal("createRegisteredModel failed with status 409 Conflict: the name 'granite' is taken", conflict.Message);
            RegisteredModel model = await registry.RegisteredModels.GetByNameAsync("granite");
            Assert.Equal("ai-admin", model.Owner);
        }

        try
        {
            await registry.RegisteredModels.CreateAsync(new() { Name = "granite" });
            Assert.Fail("The name is taken.");
        }
        catch (ModelRegistryException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            Assert.False(exception.IsTransient);
        }
    }
}
