using System.Text.Json;

namespace ModelRegistry.Emulator.Tests;

/// <summary>Texts of errors that no recording shows, as the real server was seen to word them.</summary>
public sealed class ErrorTextTests
{
    private static readonly string Long = new('n', 256);

    [Theory]
    [InlineData("metric", "metric", """{"value":1}""")]
    [InlineData("parameter", "parameter", """{"value":"1"}""")]
    [InlineData("dataset-artifact", "dataset", """{"uri":"s3://a"}""")]
    [InlineData("model-artifact", "model artifact", """{"uri":"s3://a"}""")]
    [InlineData("doc-artifact", "doc artifact", """{"uri":"s3://a"}""")]
    public async Task An_over_long_name_is_refused_in_the_words_of_the_kind_and_so_is_an_external_id(string kind, string word, string rest)
    {
        await using var registry = ModelRegistryEmulator.Create();
        string version = registry.AddModelVersion(registry.AddRegisteredModel("m"), "v");

        Assert.All(["artifacts", $"model_versions/{version}/artifacts", "/" + Registry.V1 + "artifacts"], path =>
        {
            Assert.Equal(
                $"error saving {word}: Error 1406 (22001): Data too long for column 'name' at row 1",
                Message(registry.Invoke("POST", path, $$"""{"artifactType":"{{kind}}","name":"{{Long}}",{{rest[1..]}}"""), 500));
            Assert.Equal(
                $"error saving {word}: Error 1406 (22001): Data too long for column 'external_id' at row 1",
                Message(registry.Invoke("POST", path, $$"""{"artifactType":"{{kind}}","externalId":"{{Long}}",{{rest[1..]}}"""), 500));
        });
        Assert.Empty(registry.Snapshot().Artifacts);
    }

    [Fact]
    public async Task A_metric_whose_name_is_too_long_for_its_history_is_kept_without_it()
    {
        await using var registry = ModelRegistryEmulator.Create();
        string experiment = Id(registry.Invoke("POST", "experiments", """{"name":"e"}"""));
        string run = Id(registry.Invoke("POST", "experiment_runs", $$"""{"experimentId":"{{experiment}}"}"""));
        string name = Long[..245];

        RegistryResponse reply = registry.Invoke(
            "POST", $"experiment_runs/{run}/artifacts", $$"""{"artifactType":"metric","name":"{{name}}","value":1}""");

        Assert.Equal(
            $"failed to insert metric history for metric {name}: failed to insert metric history: error saving metric history: "
            + "Error 1406 (22001): Data too long for column 'name' at row 1",
            Message(reply, 500));
        Assert.Equal(name, Assert.Single(registry.Snapshot().Artifacts).Name);
        Assert.Empty(registry.Snapshot().MetricHistory);
    }

    [Fact]
    public async Task The_conflict_of_an_inference_service_shows_the_stored_name()
    {
        await using var registry = ModelRegistryEmulator.Create();
        string model = registry.AddRegisteredModel("m");
        string environment = Id(registry.Invoke("POST", "serving_environments", """{"name":"se"}"""));
        string Body(string name) => $$"""{"name":"{{name}}","registeredModelId":"{{model}}","servingEnvironmentId":"{{environment}}"}""";

        RegistryResponse nameless = registry.Invoke("POST", "inference_services", Body(""));
        Assert.Equal(environment, Member(nameless, "name"));
        registry.Invoke("POST", "inference_services", Body("is1"));

        string below = $"serving_environments/{environment}/inference_services";
        Assert.All(["inference_services", below, $"/{Registry.V1}inference_services"], path =>
        {
            Assert.Equal($"{environment}:{environment}", NameRefused(path, ""));
            Assert.Equal($"{environment}:{environment}", NameRefused(path, environment));
            Assert.Equal($"{environment}:is1", NameRefused(path, "is1"));
        });

        string NameRefused(string path, string name)
        {
            string message = Message(registry.Invoke("POST", path, Body(name)), 409);
            Assert.StartsWith("inference service with name ", message, StringComparison.Ordinal);
            return message["inference service with name ".Length..].Replace(" already exists: conflict", "", StringComparison.Ordinal);
        }
    }

    private static string Message(RegistryResponse reply, int status)
    {
        Assert.Equal(status, reply.Status);
        return Member(reply, "message");
    }

    private static string Id(RegistryResponse reply) => Member(reply, "id");

    private static string Member(RegistryResponse reply, string name)
    {
        using JsonDocument body = JsonDocument.Parse(reply.Body);
        return body.RootElement.Text(name);
    }
}
