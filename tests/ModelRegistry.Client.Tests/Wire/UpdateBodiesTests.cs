using System.Text.Json.Nodes;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Wire;

/// <summary>What an update says on the wire: what is null is left out, but a state never is.</summary>
public sealed class UpdateBodiesTests
{
    [Fact]
    public async Task Left_out_fields_are_absent_and_a_left_out_state_is_null()
    {
        Assert.Equal(
            """{"state":null}""", await BodyAsync(registry => registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate())));
        Assert.Equal("""{"state":null}""", await BodyAsync(registry => registry.ModelVersions.UpdateAsync("1", new ModelVersionUpdate())));
        Assert.Equal("""{"state":null}""", await BodyAsync(registry => registry.Experiments.UpdateAsync("1", new ExperimentUpdate())));
        Assert.Equal(
            """{"status":null,"state":null}""",
            await BodyAsync(registry => registry.ExperimentRuns.UpdateAsync("1", new ExperimentRunUpdate())));
        Assert.Equal(
            """{"desiredState":null}""",
            await BodyAsync(registry => registry.InferenceServices.UpdateAsync("1", new InferenceServiceUpdate())));
        Assert.Equal("{}", await BodyAsync(registry => registry.ServingEnvironments.UpdateAsync("1", new ServingEnvironmentUpdate())));
        Assert.Equal(
            """{"artifactType":"model-artifact","state":null}""",
            await BodyAsync(registry => registry.ModelArtifacts.UpdateAsync("1", new ModelArtifactUpdate())));
        Assert.Equal(
            """{"artifactType":"doc-artifact","state":null}""",
            await BodyAsync(registry => registry.Artifacts.UpdateAsync("1", new DocArtifactUpdate())));
        Assert.Equal(
            """{"artifactType":"dataset-artifact","state":null}""",
            await BodyAsync(registry => registry.Artifacts.UpdateAsync("1", new DataSetUpdate())));
        Assert.Equal(
            """{"artifactType":"metric","state":null}""",
            await BodyAsync(registry => registry.Artifacts.UpdateAsync("1", new MetricUpdate())));
        Assert.Equal(
            """{"artifactType":"parameter","state":null}""",
            await BodyAsync(registry => registry.Artifacts.UpdateAsync("1", new ParameterUpdate())));
    }

    [Fact]
    public async Task Values_are_written()
    {
        string body = await BodyAsync(registry => registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate
        {
            Description = "d",
            Readme = "",
            Language = [],
            Tasks = ["a", "b"],
            Owner = "ann",
            State = RegisteredModelState.Archived,
            CustomProperties = new Dictionary<string, MetadataValue> { ["fp8"] = "" },
        }));

        Same(
            """
            {"description":"d","readme":"","language":[],"tasks":["a","b"],"owner":"ann","state":"ARCHIVED",
             "customProperties":{"fp8":{"metadataType":"MetadataStringValue","string_value":""}}}
            """,
            body);
        Same("""{"state":null,"customProperties":{}}""", await BodyAsync(registry => registry.RegisteredModels.UpdateAsync(
            "1", new RegisteredModelUpdate { CustomProperties = new Dictionary<string, MetadataValue>() })));
    }

    [Fact]
    public async Task Times_numbers_and_steps_have_their_forms()
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(1700000000123);
        Same(
            """{"artifactType":"metric","value":0.5,"timestamp":"1700000000123","step":3,"state":null}""",
            await BodyAsync(registry => registry.Artifacts.UpdateAsync("1", new MetricUpdate { Value = 0.5, Timestamp = time, Step = 3 })));
        Same(
            """{"artifactType":"metric","state":"LIVE"}""",
            await BodyAsync(registry => registry.Artifacts.UpdateAsync("1", new MetricUpdate { State = ArtifactState.Live })));
        Same(
            """{"endTimeSinceEpoch":"1700000000123","status":"KILLED","state":null}""",
            await BodyAsync(registry => registry.ExperimentRuns.UpdateAsync(
                "1", new ExperimentRunUpdate { EndTime = time.ToOffset(TimeSpan.FromHours(5)), Status = ExperimentRunStatus.Killed })));
    }

    [Fact]
    public async Task States_and_kinds_that_are_not_known_go_through()
    {
        Same("""{"state":"QUARANTINED"}""", await BodyAsync(registry => registry.RegisteredModels.UpdateAsync(
            "1", new RegisteredModelUpdate { State = new RegisteredModelState("QUARANTINED") })));

        using var network = ScriptedHandler.Responding(
            """{"customProperties":{},"id":"1","name":"m","state":"QUARANTINED","brandNew":{"a":1}}""");
        using ModelRegistryClient registry = TestClient.Over(network);
        RegisteredModel model = await registry.RegisteredModels.GetAsync("1");
        Assert.Equal("QUARANTINED", model.State!.Value.Value);
        Assert.Equal("QUARANTINED", model.State.ToString());
    }

    [Fact]
    public async Task A_nested_create_names_the_parent_in_its_body_too()
    {
        Same(
            """{"name":"v","registeredModelId":"7"}""",
            await BodyAsync(registry => registry.RegisteredModels.CreateVersionAsync("7", new ModelVersionCreate { Name = "v" })));
        Same(
            """{"name":"v","registeredModelId":"7"}""",
            await BodyAsync(registry => registry.ModelVersions.CreateAsync("7", new ModelVersionCreate { Name = "v" })));
        Same("""{"experimentId":"7"}""", await BodyAsync(registry => registry.Experiments.CreateRunAsync("7", new ExperimentRunCreate())));
        Same(
            """{"registeredModelId":"1","servingEnvironmentId":"7"}""",
            await BodyAsync(registry => registry.ServingEnvironments.CreateInferenceServiceAsync(
                "7", new InferenceServiceCreate { RegisteredModelId = "1" })));
    }

    [Fact]
    public async Task An_upsert_by_id_names_the_artifact()
    {
        Same(
            """{"artifactType":"model-artifact","id":"9","uri":"s3://b"}""",
            await BodyAsync(registry => registry.ModelVersions.UpsertArtifactAsync("7", new ModelArtifactCreate { Uri = "s3://b" }, "9")));
        Same(
            """{"artifactType":"metric","name":"acc","value":0}""",
            await BodyAsync(registry => registry.ExperimentRuns.UpsertArtifactAsync("7", new MetricCreate { Name = "acc", Value = 0 })));
    }

    private static async Task<string> BodyAsync(Func<ModelRegistryClient, Task> call)
    {
        using var network = new ScriptedHandler(sent => ScriptedHandler.Json(sent.Path.Split('/')[^1] switch
        {
            "artifacts" => Bodies.ModelArtifact,
            "inference_services" => Bodies.Service,
            "experiment_runs" => Bodies.Run,
            "versions" or "model_versions" => Bodies.Version,
            _ => sent.Path.Split('/')[0] switch
            {
                "model_versions" => Bodies.Version,
                "experiments" => Bodies.Experiment,
                "experiment_runs" => Bodies.Run,
                "inference_services" => Bodies.Service,
                "serving_environments" => Bodies.Environment,
                "artifacts" or "model_artifacts" => Bodies.ModelArtifact,
                _ => Bodies.Model,
            },
        }));
        using ModelRegistryClient registry = TestClient.Over(network);
        await call(registry);
        return Assert.Single(network.Sent).Body!;
    }

    private static void Same(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"expected {expected}\nactual   {actual}");
}
