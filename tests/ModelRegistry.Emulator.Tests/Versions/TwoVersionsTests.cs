using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Versions;

/// <summary>v1alpha3 and v1 over the same content.</summary>
public sealed class TwoVersionsTests : IAsyncLifetime
{
    private ModelRegistryEmulator _registry = null!;
    private HttpClient _alpha = null!;
    private HttpClient _v1 = null!;

    public async ValueTask InitializeAsync()
    {
        _registry = await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _alpha = _registry.Connect();
        _v1 = _registry.Connect(Registry.V1);
    }

    public async ValueTask DisposeAsync()
    {
        _alpha.Dispose();
        _v1.Dispose();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task What_one_version_writes_the_other_reads()
    {
        (_, JsonElement model) = await _alpha.PostAsync("registered_models", """{"name":"granite"}""");
        string id = model.Text("id");
        (HttpStatusCode created, JsonElement version) = await _v1.PostAsync(
            $"registered_models/{id}/versions", $$"""{"name":"3.1","registeredModelId":"{{id}}"}""");
        (_, JsonElement fromAlpha) = await _alpha.ReadAsync($"model_versions/{version.Text("id")}");
        (_, JsonElement list) = await _v1.ReadAsync("registered_models?filterQuery=name%20%3D%20%22granite%22");

        Assert.Equal(HttpStatusCode.Created, created);
        Assert.Equal(version.GetRawText(), fromAlpha.GetRawText());
        Assert.Equal(model.GetRawText(), Assert.Single(list.GetProperty("items").EnumerateArray()).GetRawText());
    }

    /// <summary>The published v1 does not name the ids, yet the server answers with the artifacts of v1alpha3.</summary>
    [Fact]
    public async Task An_artifact_of_a_run_shows_its_experiment_on_v1_too()
    {
        string experiment = await CreateAsync(_alpha, "experiments", """{"name":"e"}""");
        string run = await CreateAsync(_alpha, "experiment_runs", $$"""{"name":"r","experimentId":"{{experiment}}"}""");
        string artifact = await CreateAsync(_alpha, $"experiment_runs/{run}/artifacts", """{"artifactType":"doc-artifact","name":"c"}""");
        await CreateAsync(_v1, "model_artifacts", """{"name":"other"}""");

        (_, JsonElement read) = await _v1.ReadAsync($"artifacts/{artifact}");
        (_, JsonElement list) = await _v1.ReadAsync($"artifacts?filterQuery=experimentRunId%20%3D%20{run}");

        Assert.Equal((experiment, run), (read.Text("experimentId"), read.Text("experimentRunId")));
        Assert.Equal(artifact, Assert.Single(list.GetProperty("items").EnumerateArray()).Text("id"));
    }

    [Theory]
    [InlineData("GET", "experiment?name=e")]
    [InlineData("POST", "experiments")]
    [InlineData("DELETE", "experiments/1")]
    [InlineData("PATCH", "experiment_runs/1")]
    [InlineData("GET", "experiment_runs/1/artifacts")]
    [InlineData("GET", "experiment_runs/metric_history")]
    [InlineData("GET", "")]
    public async Task V1_knows_no_path_about_experiments_whatever_the_method(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using HttpResponseMessage response = await _v1.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("404 page not found\n", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("registered_models//versions", "registered_model_id", "registeredmodelId")]
    [InlineData("model_versions//artifacts", "model_version_id", "modelversionId")]
    [InlineData("serving_environments//inference_services", "serving_environment_id", "servingenvironmentId")]
    [InlineData("inference_services//serves", "inference_service_id", "inferenceserviceId")]
    [InlineData("inference_services//model", "inference_service_id", "inferenceserviceId")]
    public async Task Each_version_spells_the_ids_of_its_paths_in_its_own_way(string path, string v1, string alpha)
    {
        (_, JsonElement fromV1) = await _v1.ReadAsync(path);
        (_, JsonElement fromAlpha) = await _alpha.ReadAsync(path);

        Assert.Equal($"required field '{v1}' is zero value.", fromV1.Text("message"));
        Assert.Equal($"required field '{alpha}' is zero value.", fromAlpha.Text("message"));
    }

    [Fact]
    public async Task A_fault_on_a_route_is_met_on_either_version()
    {
        _registry.Faults.Add(new Fault { Route = "registered_models/{id}", Times = 2 });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _alpha.StatusAsync("registered_models/1"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _v1.StatusAsync("registered_models/1"));
        Assert.Equal(HttpStatusCode.NotFound, await _v1.StatusAsync("registered_models/1"));
    }

    private static async Task<string> CreateAsync(HttpClient http, string path, string json) =>
        (await http.PostAsync(path, json)).Json.Text("id");
}
