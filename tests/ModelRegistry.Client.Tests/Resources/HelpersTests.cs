using System.Net;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Resources;

/// <summary>The helpers, against a registry over HTTP: what is in it afterwards is what counts.</summary>
public sealed class HelpersTests(EmulatedRegistry emulated)
{
    private ModelRegistryClient Registry => emulated.Client;

    [Fact]
    public async Task One_property_is_set_and_removed_and_the_others_stay()
    {
        RegisteredModel model = await CreateAsync(new Dictionary<string, MetadataValue>
        {
            ["a"] = "1",
            ["struct"] = MetadataValue.FromJson("""{"dtype":"fp8"}"""),
            ["label"] = "",
        });

        await Registry.RegisteredModels.SetPropertyAsync(model.Id, "n", 7);
        await Registry.RegisteredModels.SetPropertyAsync(model.Id, "a", 2.5);
        RegisteredModel changed = await Registry.RegisteredModels.RemovePropertyAsync(model.Id, "label");

        RegisteredModel stored = await Registry.RegisteredModels.GetAsync(model.Id);
        Assert.Equal(changed.CustomProperties, stored.CustomProperties);
        Assert.Equal(["a", "n", "struct"], stored.CustomProperties.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(7, stored.CustomProperties.GetInt32("n"));
        Assert.Equal(2.5, stored.CustomProperties.GetDouble("a"));
        Assert.Equal("fp8", stored.CustomProperties.GetJson("struct")!.Value.GetProperty("dtype").GetString());
        Assert.Equal(RegisteredModelState.Live, stored.State);
    }

    [Fact]
    public async Task A_change_that_changes_nothing_writes_nothing()
    {
        RegisteredModel model = await CreateAsync(new Dictionary<string, MetadataValue> { ["a"] = "1" });
        RegisteredModel same = await Registry.RegisteredModels.SetPropertyAsync(model.Id, "a", "1");
        Assert.Equal(model.LastUpdateTime, same.LastUpdateTime);
        Assert.Equal(model.LastUpdateTime, (await Registry.RegisteredModels.RemovePropertyAsync(model.Id, "b")).LastUpdateTime);
        Assert.Equal(model.LastUpdateTime, (await Registry.RegisteredModels.RestoreAsync(model.Id)).LastUpdateTime);

        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient scripted = TestClient.Over(network);
        await scripted.RegisteredModels.RestoreAsync("1");
        Assert.Equal(HttpMethod.Get, Assert.Single(network.Sent).Method);
    }

    [Fact]
    public async Task Labels_are_added_and_removed_and_what_is_no_label_stays()
    {
        RegisteredModel model = await CreateAsync(new Dictionary<string, MetadataValue> { ["vllm"] = "0.9", ["old"] = "" });
        await Registry.RegisteredModels.AddLabelsAsync(model.Id, ["granite", "fp8", "vllm"]);
        model = await Registry.RegisteredModels.RemoveLabelsAsync(model.Id, ["old", "vllm", "unknown"]);
        Assert.Equal(["fp8", "granite"], model.GetLabels());
        Assert.Equal("0.9", model.CustomProperties.GetString("vllm"));

        ModelVersion version = await Registry.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = "v" });
        await Registry.ModelVersions.AddLabelsAsync(version.Id, ["x", "y"]);
        Assert.Equal(["y"], (await Registry.ModelVersions.RemoveLabelsAsync(version.Id, ["x"])).GetLabels());
    }

    [Fact]
    public async Task Archiving_keeps_everything_else_even_with_a_struct_and_can_be_repeated()
    {
        var properties = new Dictionary<string, MetadataValue> { ["struct"] = MetadataValue.FromJson("""{"dtype":"fp8"}"""), ["a"] = "1" };
        RegisteredModel model = await CreateAsync(properties);
        ModelVersion version = await Registry.ModelVersions.CreateAsync(
            model.Id, new ModelVersionCreate { Name = "v", Author = "ann", CustomProperties = properties });
        Experiment experiment = await Registry.Experiments.CreateAsync(
            new ExperimentCreate { Name = emulated.Unique("e"), CustomProperties = properties });
        ExperimentRun run = await Registry.ExperimentRuns.CreateAsync(
            experiment.Id, new ExperimentRunCreate { Status = ExperimentRunStatus.Finished, CustomProperties = properties });

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(RegisteredModelState.Archived, (await Registry.RegisteredModels.ArchiveAsync(model.Id)).State);
            Assert.Equal(ModelVersionState.Archived, (await Registry.ModelVersions.ArchiveAsync(version.Id)).State);
            Assert.Equal(ExperimentState.Archived, (await Registry.Experiments.ArchiveAsync(experiment.Id)).State);
            Assert.Equal(ExperimentRunState.Archived, (await Registry.ExperimentRuns.ArchiveAsync(run.Id)).State);
        }

        RegisteredModel archived = await Registry.RegisteredModels.GetAsync(model.Id);
        Assert.Equal((model.Owner, model.Description), (archived.Owner, archived.Description));
        Assert.Equal(model.CustomProperties, archived.CustomProperties);
        Assert.Equal("ann", (await Registry.ModelVersions.GetAsync(version.Id)).Author);
        Assert.Equal(ExperimentRunStatus.Finished, (await Registry.ExperimentRuns.GetAsync(run.Id)).Status);

        Assert.Equal(RegisteredModelState.Live, (await Registry.RegisteredModels.RestoreAsync(model.Id)).State);
        Assert.Equal(ModelVersionState.Live, (await Registry.ModelVersions.RestoreAsync(version.Id)).State);
        Assert.Equal(ExperimentState.Live, (await Registry.Experiments.RestoreAsync(experiment.Id)).State);
        Assert.Equal(ExperimentRunState.Live, (await Registry.ExperimentRuns.RestoreAsync(run.Id)).State);
    }

    [Fact]
    public async Task The_latest_version_is_the_newest_and_may_have_to_be_live()
    {
        RegisteredModel model = await CreateAsync();
        Assert.Null(await Registry.RegisteredModels.FindLatestVersionAsync(model.Id));
        ModelVersion first = await Registry.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = "1" });
        ModelVersion second = await Registry.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = "2" });
        await Registry.ModelVersions.UpdateAsync(first.Id, new ModelVersionUpdate { Author = "ann" });
        Assert.Equal(second.Id, (await Registry.RegisteredModels.FindLatestVersionAsync(model.Id))!.Id);
        await Registry.ModelVersions.ArchiveAsync(second.Id);
        Assert.Equal(second.Id, (await Registry.RegisteredModels.FindLatestVersionAsync(model.Id))!.Id);
        Assert.Equal(first.Id, (await Registry.RegisteredModels.FindLatestVersionAsync(model.Id, liveOnly: true))!.Id);
        await Registry.ModelVersions.ArchiveAsync(first.Id);
        Assert.Null(await Registry.RegisteredModels.FindLatestVersionAsync(model.Id, liveOnly: true));
    }

    [Fact]
    public async Task The_latest_live_version_is_right_on_a_server_that_ignores_filters()
    {
        using var network = ScriptedHandler.Responding(Bodies.List(
            """{"customProperties":{},"id":"9","name":"b","registeredModelId":"1","state":"ARCHIVED"}""", Bodies.Version));
        using ModelRegistryClient registry = TestClient.Over(network);
        Assert.Equal("2", (await registry.RegisteredModels.FindLatestVersionAsync("1", liveOnly: true))!.Id);
        Assert.Equal(("ID", "DESC", "state = \"LIVE\""), (network.Last["orderBy"], network.Last["sortOrder"], network.Last["filterQuery"]));
    }

    [Fact]
    public async Task A_version_is_promoted()
    {
        RegisteredModel model = await CreateAsync();
        ModelVersion version = await Registry.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = "v" });
        Assert.Null(version.GetStage());
        await Registry.ModelVersions.PromoteAsync(version.Id, "production");
        Assert.Equal("production", (await Registry.ModelVersions.GetAsync(version.Id)).GetStage());
    }

    [Fact]
    public async Task A_deployment_is_recorded_once()
    {
        RegisteredModel model = await CreateAsync();
        ModelVersion version = await Registry.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = "v" });
        var request = new DeploymentRequest
        {
            ModelVersionId = version.Id,
            ServingEnvironment = emulated.Unique("prod"),
            InferenceService = "granite",
            Runtime = "vllm",
        };

        Deployment[] deployments = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Registry.RecordDeploymentAsync(request)));
        Deployment again = await Registry.RecordDeploymentAsync(request with { Runtime = null });

        Assert.All(deployments, deployment => Assert.Equal(
            (again.ServingEnvironment.Id, again.InferenceService.Id, again.Serve.Id),
            (deployment.ServingEnvironment.Id, deployment.InferenceService.Id, deployment.Serve.Id)));
        InferenceService service = await Registry.InferenceServices.GetAsync(again.InferenceService.Id);
        Assert.Equal((version.Id, "vllm", InferenceServiceState.Deployed), (service.ModelVersionId, service.Runtime, service.DesiredState));
        Assert.Equal(version.Id, Assert.Single(await Registry.InferenceServices.ListServesAsync(service.Id).ToListAsync()).ModelVersionId);

        ModelVersion next = await Registry.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = "v2" });
        Deployment rolled = await Registry.RecordDeploymentAsync(request with { ModelVersionId = next.Id });
        Assert.Equal((service.Id, next.Id), (rolled.InferenceService.Id, rolled.InferenceService.ModelVersionId));
        Assert.Equal(2, (await Registry.InferenceServices.ListServesAsync(service.Id).ToListAsync()).Count);

        ModelVersion other = await Registry.ModelVersions.CreateAsync((await CreateAsync()).Id, new ModelVersionCreate { Name = "v" });
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Registry.RecordDeploymentAsync(request with { ModelVersionId = other.Id }));
        await Assert.ThrowsAsync<ModelRegistryNotFoundException>(
            () => Registry.RecordDeploymentAsync(request with { ModelVersionId = "999999" }));
    }

    [Fact]
    public void Properties_are_read_as_what_they_hold_and_nothing_else()
    {
        var properties = new Dictionary<string, MetadataValue>
        {
            ["text"] = "x",
            ["int"] = 7,
            ["big"] = new MetadataIntValue(long.MaxValue),
            ["double"] = 0.5,
            ["flag"] = true,
        };
        Assert.Equal("x", properties.GetString("text"));
        Assert.Null(properties.GetString("int"));
        Assert.Null(properties.GetString("none"));
        Assert.Equal(7, properties.GetInt32("int"));
        Assert.Null(properties.GetInt32("big"));
        Assert.Equal(7.0, properties.GetDouble("int"));
        Assert.True(properties.TryGetDouble("double", out double number) && number.Equals(0.5));
        Assert.True(properties.TryGetBoolean("flag", out bool flag) && flag);
        Assert.False(properties.TryGetInt32("text", out _));
        Assert.True(properties.TryGetString("text", out string? text) && text == "x");
        Assert.Null(properties.GetJson("text"));
        Assert.Equal(properties, properties.With("new", 1).Without("new"));
        Assert.Equal(5, properties.Count);
    }

    [Fact]
    public void Entities_show_themselves_in_one_line()
    {
        Assert.Equal(
            "RegisteredModel 'Granite' (id 1, LIVE)",
            new RegisteredModel { Id = "1", Name = "Granite", State = RegisteredModelState.Live, Readme = "long" }.ToString());
        Assert.Equal("Metric 'acc' (id 3)", new Metric { Id = "3", Name = "acc", Value = 0.5 }.ToString());
        Assert.Equal(
            "ServeModel (id 3, RUNNING)",
            new ServeModel { Id = "3", ModelVersionId = "1", LastKnownState = ExecutionState.Running }.ToString());
        Assert.Equal("RegisteredModelCreate 'Granite'", new RegisteredModelCreate { Name = "Granite", Readme = "long" }.ToString());
        Assert.Equal("ExperimentRunCreate", new ExperimentRunCreate().ToString());
        Assert.Equal("RegisteredModelUpdate", new RegisteredModelUpdate { Readme = "long" }.ToString());
    }

    [Fact]
    public async Task A_conflict_on_the_registry_is_explained()
    {
        RegisteredModel model = await CreateAsync();
        await Registry.RegisteredModels.UpdateAsync(model.Id, new RegisteredModelUpdate { ExternalId = emulated.Unique("ext") });
        string externalId = (await Registry.RegisteredModels.GetAsync(model.Id)).ExternalId!;
        ModelRegistryConflictException byName = await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => Registry.RegisteredModels.CreateAsync(
                new RegisteredModelCreate { Name = model.Name.ToUpperInvariant(), ExternalId = emulated.Unique("x") }));
        Assert.Equal(ConflictingField.Name, byName.Field);
        ModelRegistryConflictException byExternalId = await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => Registry.RegisteredModels.CreateAsync(
                new RegisteredModelCreate { Name = emulated.Unique("new"), ExternalId = externalId }));
        Assert.Equal((ConflictingField.ExternalId, HttpStatusCode.Conflict), (byExternalId.Field, byExternalId.StatusCode));
    }

    private Task<RegisteredModel> CreateAsync(IReadOnlyDictionary<string, MetadataValue>? properties = null) =>
        Registry.RegisteredModels.CreateAsync(new RegisteredModelCreate
        {
            Name = emulated.Unique("model"),
            Owner = "ann",
            Description = "d",
            CustomProperties = properties is null ? null : new(properties),
        });
}
