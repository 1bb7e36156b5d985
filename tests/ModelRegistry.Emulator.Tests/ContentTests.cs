namespace ModelRegistry.Emulator.Tests;

/// <summary>Filling a registry from code and looking into it.</summary>
public sealed class ContentTests
{
    [Fact]
    public async Task What_is_added_from_code_shows_in_the_snapshot()
    {
        await using ModelRegistryEmulator registry = ModelRegistryEmulator.Create();
        string model = registry.AddRegisteredModel(
            "granite", new Dictionary<string, string>(StringComparer.Ordinal) { ["fp8"] = "", ["quantization"] = "FP8-dynamic" });
        string version = registry.AddModelVersion(model, "3.1");
        string artifact = registry.AddModelArtifact(version, "weights", "s3://bucket/granite/");

        RegistrySnapshot content = registry.Snapshot();

        RegistryEntity stored = Assert.Single(content.RegisteredModels);
        Assert.Equal(
            (model, "RegisteredModel", "granite", "LIVE", null), (stored.Id, stored.TypeName, stored.Name, stored.State, stored.ParentId));
        Assert.Equal("", stored.CustomProperties["fp8"]);
        Assert.Equal(
            (version, "3.1", model), (content.ModelVersions[0].Id, content.ModelVersions[0].Name, content.ModelVersions[0].ParentId));
        Assert.Equal(
            (artifact, "ModelArtifact", version), (content.Artifacts[0].Id, content.Artifacts[0].TypeName, content.Artifacts[0].ParentId));
        Assert.Contains("\"uri\":\"s3://bucket/granite/\"", content.Artifacts[0].Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_does_not_change()
    {
        await using ModelRegistryEmulator registry = ModelRegistryEmulator.Create();
        registry.AddRegisteredModel("a");
        RegistrySnapshot before = registry.Snapshot();
        registry.AddRegisteredModel("b");

        Assert.Single(before.RegisteredModels);
    }

    [Fact]
    public async Task Adding_what_the_registry_refuses_says_why()
    {
        await using ModelRegistryEmulator registry = ModelRegistryEmulator.Create();
        registry.AddRegisteredModel("a");

        var refusal = Assert.Throws<InvalidOperationException>(() => registry.AddRegisteredModel("A"));

        Assert.Contains("registered model with name A already exists", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_name_whose_external_id_is_taken_gets_no_answer()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        registry.Invoke("POST", "experiments", """{"name":"e"}""");
        registry.Invoke("POST", "experiment_runs", """{"experimentId":"1","externalId":"x"}""");
        using HttpClient http = registry.Connect();

        await Assert.ThrowsAsync<HttpRequestException>(
            () => http.PostAsync("experiment_runs", """{"experimentId":"1","externalId":"x"}"""));
    }

    [Fact]
    public async Task The_start_of_a_run_stays_when_a_nested_create_updates_it()
    {
        await using ModelRegistryEmulator registry = ModelRegistryEmulator.Create();
        registry.Invoke("POST", "experiments", """{"name":"e"}""");
        registry.Invoke("POST", "experiment_runs", """{"experimentId":"1","name":"r","startTimeSinceEpoch":"10"}""");

        RegistryResponse updated = registry.Invoke(
            "POST",
            "experiments/1/experiment_runs",
            """{"id":"2","experimentId":"1","startTimeSinceEpoch":"99","endTimeSinceEpoch":"50"}""");

        Assert.Equal(201, updated.Status);
        Assert.Contains("\"startTimeSinceEpoch\":\"10\"", updated.Body, StringComparison.Ordinal);
        Assert.Contains("\"endTimeSinceEpoch\":\"50\"", updated.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_struct_with_a_key_twice_is_refused()
    {
        await using ModelRegistryEmulator registry = ModelRegistryEmulator.Create();
        string twice = Convert.ToBase64String("""{"a":1,"a":2}"""u8);

        RegistryResponse reply = registry.Invoke(
            "POST", "registered_models",
            """{"name":"m","customProperties":{"k":{"metadataType":"MetadataStructValue","struct_value":"?"}}}""".Replace(
                "?", twice, StringComparison.Ordinal));

        Assert.Equal(400, reply.Status);
        Assert.Contains("unable to decode proto: duplicate map key", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_bodies_are_remembered_in_part()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        using HttpClient http = registry.Connect();

        await http.PostAsync("registered_models", $$"""{"name":"m","readme":"{{new string('r', 100_000)}}"}""");

        Assert.Equal(65_536, Assert.Single(registry.Requests).Body.Length);
        Assert.Contains(new string('r', 100_000), Assert.Single(registry.Snapshot().RegisteredModels).Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_values_of_a_metric_in_one_millisecond_fail_though_the_metric_is_stored()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using ModelRegistryEmulator registry = ModelRegistryEmulator.Create(new() { TimeProvider = clock });
        registry.Invoke("POST", "experiments", """{"name":"e"}""");
        registry.Invoke("POST", "experiment_runs", """{"experimentId":"1","name":"r"}""");
        registry.Invoke("POST", "experiment_runs/2/artifacts", """{"artifactType":"metric","name":"acc","value":1}""");

        RegistryResponse second = registry.Invoke(
            "POST", "experiment_runs/2/artifacts", """{"artifactType":"metric","name":"acc","value":2}""");

        Assert.Equal(500, second.Status);
        Assert.Contains("duplicated key not allowed", second.Body, StringComparison.Ordinal);
        Assert.Contains("\"value\":2", Assert.Single(registry.Snapshot().Artifacts).Json, StringComparison.Ordinal);
        Assert.Single(registry.Snapshot().MetricHistory);
    }
}
