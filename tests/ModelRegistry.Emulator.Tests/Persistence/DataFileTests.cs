using System.Globalization;
using System.Text;
using ModelRegistry.Emulator.Persistence;
using ModelRegistry.Emulator.Store;

namespace ModelRegistry.Emulator.Tests.Persistence;

/// <summary>Content that outlives the process.</summary>
public sealed class DataFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("registry").FullName;

    private string DataFile => Path.Combine(_directory, "granite.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Everything_comes_back_as_it_was()
    {
        RegistrySnapshot before;
        await using (ModelRegistryEmulator registry = Open())
        {
            registry.Invoke("POST", "registered_models", """
                {"name":"m","externalId":"x","language":["en","de"],"owner":"ann <b>","state":"ARCHIVED","customProperties":{
                "s":{"metadataType":"MetadataStringValue","string_value":"line\nbreak \u2028"},"i":{"metadataType":"MetadataIntValue","int_value":"-5"},
                "d":{"metadataType":"MetadataDoubleValue","double_value":1e-7},"b":{"metadataType":"MetadataBoolValue","bool_value":true},
                "t":{"metadataType":"MetadataStructValue","struct_value":"eyJhIjpbMSwyXX0="}}}
                """);
            registry.Invoke("POST", "experiments", """{"name":"e"}""");
            registry.Invoke("POST", "experiment_runs", """{"name":"r","experimentId":"2"}""");
            registry.Invoke(
                "POST", "experiment_runs/3/artifacts", """{"artifactType":"metric","name":"acc","value":0.5,"step":7,"timestamp":"9"}""");
            registry.Invoke("POST", "serving_environments", """{"name":"se"}""");
            registry.Invoke("POST", "inference_services", """{"registeredModelId":"1","servingEnvironmentId":"4"}""");
            registry.Invoke("POST", "model_versions", """{"name":"v","registeredModelId":"1"}""");
            registry.Invoke("POST", "inference_services/5/serves", """{"modelVersionId":"6"}""");
            registry.Invoke("PATCH", "registered_models/1", """{"description":"patched","customProperties":{}}""");
            before = registry.Snapshot();
        }

        await using ModelRegistryEmulator again = Open();

        RegistrySnapshot after = again.Snapshot();
        Assert.Equal(Jsons(before), Jsons(after));
        Assert.Equal(9, Jsons(after).Count);
        Assert.Equal(["4"], after.InferenceServices[0].ParentIds);
        Assert.Equal(409, again.Invoke("POST", "registered_models", """{"name":"M "}""").Status);
        Assert.Equal("8", Json(again.Invoke("POST", "registered_models", """{"name":"next"}""")));
    }

    [Fact]
    public async Task Every_kind_of_property_comes_back()
    {
        RegistrySnapshot before;
        await using (ModelRegistryEmulator registry = Open())
        {
            registry.Invoke("POST", "registered_models", """
                {"name":"m","customProperties":{"text":{"metadataType":"MetadataStringValue","string_value":"x"},
                "int":{"metadataType":"MetadataIntValue","int_value":"-5"},"double":{"metadataType":"MetadataDoubleValue","double_value":1e-7},
                "yes":{"metadataType":"MetadataBoolValue","bool_value":true},"no":{"metadataType":"MetadataBoolValue","bool_value":false},
                "json":{"metadataType":"MetadataStructValue","struct_value":"eyJhIjpbMSwyXX0="}}}
                """);
            before = registry.Snapshot();
        }

        await using ModelRegistryEmulator again = Open();

        Assert.Equal(Jsons(before), Jsons(again.Snapshot()));
        string json = Assert.Single(Jsons(before));
        Assert.Contains("\"bool_value\":true", json, StringComparison.Ordinal);
        Assert.Contains("\"bool_value\":false", json, StringComparison.Ordinal);
        Assert.Contains("\"int_value\":\"-5\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_empties_the_file_too()
    {
        await using (ModelRegistryEmulator registry = Open())
        {
            registry.AddRegisteredModel("gone");
            registry.AddRegisteredModel("gone too");
            registry.Reset();
            Assert.Empty(registry.Snapshot().RegisteredModels);
            // The name is free again.
            registry.AddRegisteredModel("gone too");
            registry.Reset();
            registry.AddRegisteredModel("kept");
        }

        await using ModelRegistryEmulator again = Open();

        Assert.Equal("kept", Assert.Single(again.Snapshot().RegisteredModels).Name);
    }

    [Fact]
    public async Task At_whatever_byte_the_file_ends_it_opens_with_a_prefix_of_the_writes()
    {
        await using (ModelRegistryEmulator registry = Open())
        {
            registry.AddRegisteredModel("a");
            registry.AddRegisteredModel("ä🚀");
            registry.AddRegisteredModel("c");
        }

        byte[] whole = await File.ReadAllBytesAsync(DataFile, TestContext.Current.CancellationToken);
        int most = 0;
        for (int length = 0; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(DataFile, whole[..length], TestContext.Current.CancellationToken);
            await using ModelRegistryEmulator cut = Open();
            int count = cut.Snapshot().RegisteredModels.Count;
            Assert.InRange(count, most, most + 1);
            Assert.Equal(whole.AsSpan(0, length).Count((byte)'\n'), count + (length >= 49 ? 1 : 0));
            most = count;
            cut.AddRegisteredModel("after");
            Assert.Equal(count + 1, cut.Snapshot().RegisteredModels.Count);
        }

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Damage_anywhere_else_is_refused_and_the_file_stays()
    {
        await using (ModelRegistryEmulator registry = Open())
        {
            registry.AddRegisteredModel("a");
            registry.AddRegisteredModel("b");
        }

        byte[] whole = await File.ReadAllBytesAsync(DataFile, TestContext.Current.CancellationToken);
        for (int at = 0; at < whole.Length - 1; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x15;
            await File.WriteAllBytesAsync(DataFile, damaged, TestContext.Current.CancellationToken);

            Assert.Throws<RegistryDataFileException>(() => Open());
            Assert.Equal(damaged, await File.ReadAllBytesAsync(DataFile, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("models:\n- name: granite\n")]
    [InlineData("{\"format\":\"model-registry-emulator\",\"version\":2}\n")]
    [InlineData("\n")]
    public void Another_kind_of_file_is_refused_and_stays(string content)
    {
        File.WriteAllText(DataFile, content);

        var refusal = Assert.Throws<RegistryDataFileException>(() => Open());

        Assert.Contains(DataFile, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(DataFile));
    }

    [Fact]
    public async Task A_file_that_is_in_use_cannot_be_opened_again()
    {
        await using ModelRegistryEmulator first = Open();

        var refusal = Assert.Throws<IOException>(() => Open());

        Assert.Contains(DataFile, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writing_anew_keeps_the_content_and_the_lock()
    {
        var store = new EntityStore(TextRules.MariaDb);
        long longest = 0;
        await using (Journal journal = Journal.Open(DataFile, store, new JournalCompaction(MinimumBytes: 4096, Growth: 4)))
        {
            var operations = Operations(journal.Draft);
            operations("POST", "registered_models", """{"name":"m"}""");
            operations("POST", "registered_models", """{"name":"m"}""");
            for (int i = 0; i < 300; i++)
            {
                operations("PATCH", "registered_models/1", string.Create(CultureInfo.InvariantCulture, $$"""{"description":"{{i}}"}"""));
                journal.Flush();
                longest = Math.Max(longest, new FileInfo(DataFile).Length);
            }

            Assert.Throws<IOException>(() => Open());
        }

        Assert.InRange(longest, 2048, 8192);
        await using ModelRegistryEmulator again = Open();
        Assert.Contains("\"description\":\"299\"", Assert.Single(again.Snapshot().RegisteredModels).Json, StringComparison.Ordinal);
        // The id that the refused create took is not given out again.
        Assert.Equal("3", Json(again.Invoke("POST", "registered_models", """{"name":"n"}""")));
        Assert.Equal([DataFile], Directory.GetFiles(_directory));
    }

    private static Action<string, string, string> Operations(EntityStore store)
    {
        var operations = new Emulator.Operations.RegistryOperations(
            store, new Emulator.Operations.EntityWriter(store, TimeProvider.System), () => Task.CompletedTask);
        var dispatcher = new Emulator.Operations.RegistryDispatcher(operations, operations, new(RegistryServerVersion.Current));
        return (method, path, body) => dispatcher.Handle(
            method, "/api/model_registry/v1alpha3/" + path, new Emulator.Operations.ApiRequest("", Encoding.UTF8.GetBytes(body)));
    }

    private static List<string> Jsons(RegistrySnapshot snapshot) =>
    [
        .. new[]
        {
            snapshot.RegisteredModels, snapshot.ModelVersions, snapshot.Artifacts, snapshot.ServingEnvironments, snapshot.InferenceServices,
            snapshot.ServeModels, snapshot.Experiments, snapshot.ExperimentRuns, snapshot.MetricHistory,
        }.SelectMany(static list => list).Select(static entity => entity.Json),
    ];

    private static string Json(RegistryResponse reply)
    {
        using var document = System.Text.Json.JsonDocument.Parse(reply.Body);
        return document.RootElement.Text("id");
    }

    private ModelRegistryEmulator Open() => ModelRegistryEmulator.Create(new() { DataFile = DataFile });
}
