using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Versions;

/// <summary>What servers of each generation offer, as clients that must get along with all of them meet it.</summary>
public sealed class ServerVersionTests
{
    [Theory]
    [InlineData(RegistryServerVersion.V02, 404, 404)]
    [InlineData(RegistryServerVersion.V03, 200, 404)]
    [InlineData(RegistryServerVersion.Current, 200, 200)]
    public async Task Each_generation_has_its_paths(RegistryServerVersion server, int experiments, int v1)
    {
        await using ModelRegistryEmulator registry = await StartAsync(server);
        using var http = new HttpClient { BaseAddress = registry.BaseAddress };

        Assert.Equal(200, await StatusAsync(Registry.Api + "registered_models"));
        Assert.Equal(experiments, await StatusAsync(Registry.Api + "experiments"));
        Assert.Equal(v1, await StatusAsync(Registry.V1 + "registered_models"));

        async Task<int> StatusAsync(string path)
        {
            var address = new Uri(path, UriKind.Relative);
            using HttpResponseMessage response = await http.GetAsync(address, TestContext.Current.CancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
                Assert.Equal("404 page not found\n", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }

            return (int)response.StatusCode;
        }
    }

    [Theory]
    [InlineData("registered_models?filterQuery=name%20%3D%20%22a%22")]
    [InlineData("registered_models?filterQuery=not%20a%20filter")]
    [InlineData("model_versions?filterQuery=name%20%3D%20%22a%22")]
    [InlineData("registered_models/1/versions?name=a")]
    [InlineData("registered_models/1/versions?filterQuery=name%20%3D%20%22a%22&externalId=a")]
    [InlineData("artifacts?filterQuery=name%20%3D%20%22a%22")]
    [InlineData("artifacts?artifactType=doc-artifact")]
    [InlineData("artifacts?artifactType=nonsense")]
    [InlineData("model_versions/2/artifacts?name=a&artifactType=doc-artifact")]
    public async Task V02_returns_everything_whatever_the_filter(string list)
    {
        await using ModelRegistryEmulator registry = await StartAsync(RegistryServerVersion.V02);
        using HttpClient http = registry.Connect();
        string model = registry.AddRegisteredModel("b");
        string version = registry.AddModelVersion(model, "b");
        registry.AddModelArtifact(version, "b");

        (HttpStatusCode status, JsonElement page) = await http.ReadAsync(list);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("b", Assert.Single(page.GetProperty("items").EnumerateArray()).Text("name"));
    }

    [Theory]
    [InlineData("registered_models", "name", """{"readme":"x","name":"n"}""", "readme")]
    [InlineData("registered_models", "name", """{"name":"n","LicenseLink":"x","nope":1}""", "LicenseLink")]
    [InlineData("registered_models", "name", """{"name":"n","language":null}""", "language")]
    [InlineData("model_artifacts", "name", """{"name":"n","modelSourceKind":"x"}""", "modelSourceKind")]
    public async Task V02_refuses_the_fields_that_came_later(string path, string member, string body, string field)
    {
        await using ModelRegistryEmulator old = await StartAsync(RegistryServerVersion.V02);
        await using ModelRegistryEmulator next = await StartAsync(RegistryServerVersion.V03);
        using HttpClient onOld = old.Connect();
        using HttpClient onNext = next.Connect();

        (HttpStatusCode refused, JsonElement error) = await onOld.PostAsync(path, body);
        string known = body.Replace(",\"nope\":1", "", StringComparison.Ordinal);
        (HttpStatusCode created, JsonElement entity) = await onNext.PostAsync(path, known);

        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Equal($"json: unknown field \"{field}\"", error.Text("message"));
        Assert.Equal((HttpStatusCode.Created, "n"), (created, entity.Text(member)));
    }

    [Fact]
    public async Task V02_refuses_them_in_a_patch_and_ignores_them_in_an_artifact_of_any_kind()
    {
        await using ModelRegistryEmulator registry = await StartAsync(RegistryServerVersion.V02);
        string model = registry.AddRegisteredModel("m");
        string version = registry.AddModelVersion(model, "v");

        RegistryResponse patched = registry.Invoke("PATCH", $"registered_models/{model}", """{"provider":"x"}""");
        RegistryResponse known = registry.Invoke("PATCH", $"registered_models/{model}", """{"owner":"x"}""");
        RegistryResponse artifact = registry.Invoke(
            "POST",
            $"model_versions/{version}/artifacts",
            """{"artifactType":"model-artifact","name":"a","uri":"s3://a","modelSourceKind":"x"}""");

        Assert.Equal((400, 200, 201), (patched.Status, known.Status, artifact.Status));
        Assert.Contains("\"uri\":\"s3://a\"", artifact.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("modelSource", artifact.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metric", 400)]
    [InlineData("parameter", 400)]
    [InlineData("dataset-artifact", 400)]
    [InlineData("doc-artifact", 201)]
    [InlineData("model-artifact", 201)]
    public async Task V02_knows_two_kinds_of_artifacts(string kind, int status)
    {
        await using ModelRegistryEmulator registry = await StartAsync(RegistryServerVersion.V02);
        string version = registry.AddModelVersion(registry.AddRegisteredModel("m"), "v");

        Assert.All(["artifacts", $"model_versions/{version}/artifacts"], path =>
        {
            RegistryResponse reply = registry.Invoke("POST", path, $$"""{"artifactType":"{{kind}}","name":"a"}""");
            Assert.Equal(status, reply.Status);
            Assert.Equal(status == 400, reply.Body.Contains("must be either ModelArtifact or DocArtifact: bad", StringComparison.Ordinal));
        });
    }

    private static Task<ModelRegistryEmulator> StartAsync(RegistryServerVersion server) =>
        ModelRegistryEmulator.StartAsync(new() { ServerVersion = server }, TestContext.Current.CancellationToken);
}
