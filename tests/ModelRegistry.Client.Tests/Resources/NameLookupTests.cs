using System.Net;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Resources;

/// <summary>A look-up by name means exactly that name, although the server takes it for a LIKE pattern and MariaDB ignores case.</summary>
public sealed class NameLookupTests
{
    [Theory]
    [InlineData("model_a", "model-a")]
    [InlineData("Granite", "granite")]
    [InlineData("m", "m ")]
    [InlineData("100%", "100 percent")]
    public async Task What_only_matches_the_pattern_is_not_it(string asked, string found)
    {
        using var network = Finding(Model("1", found));
        using ModelRegistryClient registry = TestClient.Over(network);
        Assert.Null(await registry.RegisteredModels.FindByNameAsync(asked));
        Assert.Equal(asked, Assert.Single(network.Sent)["name"]);
        ModelRegistryNotFoundException exception = await Assert.ThrowsAsync<ModelRegistryNotFoundException>(
            () => registry.RegisteredModels.GetByNameAsync(asked));
        Assert.Contains($"'{asked}'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model_a")]
    [InlineData("100%")]
    [InlineData("it's & \"quoted\" <b>")]
    public async Task The_exact_name_is_found(string name)
    {
        using var network = Finding(Model("1", name));
        using ModelRegistryClient registry = TestClient.Over(network);
        Assert.Equal("1", (await registry.RegisteredModels.GetByNameAsync(name)).Id);
        Assert.Single(network.Sent);
    }

    [Fact]
    public async Task When_several_match_the_pattern_the_list_tells()
    {
        using var network = new ScriptedHandler(sent => sent.Path == "registered_model"
            ? ScriptedHandler.Error(HttpStatusCode.NotFound, "multiple registered models found for name=model_a, externalId=: not found")
            : ScriptedHandler.Json(
                sent["nextPageToken"] is null ? Bodies.Page("t", Model("1", "model-a")) : Bodies.List(Model("2", "model_a"))));
        using ModelRegistryClient registry = TestClient.Over(network);
        Assert.Equal("2", (await registry.RegisteredModels.GetByNameAsync("model_a")).Id);
        Assert.Null(await registry.RegisteredModels.FindByNameAsync("model_b"));
    }

    [Fact]
    public async Task A_backslash_goes_straight_to_the_list()
    {
        using var network = new ScriptedHandler(_ => ScriptedHandler.Json(Bodies.List(Model("1", "back"), Model("2", "back\\\\slash"))));
        using ModelRegistryClient registry = TestClient.Over(network);
        Assert.Equal("2", (await registry.RegisteredModels.GetByNameAsync("back\\slash")).Id);
        Assert.Equal("registered_models", Assert.Single(network.Sent).Path);
    }

    [Fact]
    public async Task An_artifact_whose_name_merely_ends_so_is_neither_it_nor_in_its_way()
    {
        // The server looks for '%:card', which "model:card" matches too.
        using var network = new ScriptedHandler(sent => sent.Method == HttpMethod.Post
            ? ScriptedHandler.Error(HttpStatusCode.Conflict, "m")
            : ScriptedHandler.Json("""{"artifactType":"doc-artifact","customProperties":{},"id":"1","name":"model:card"}"""));
        using ModelRegistryClient registry = TestClient.Over(network);
        Assert.Null(await registry.Artifacts.FindByNameAsync("2", "card"));
        ModelRegistryConflictException exception = await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => registry.ModelVersions.UpsertArtifactAsync("2", new DocArtifactCreate { Name = "card", ExternalId = "x" }));
        Assert.Equal(ConflictingField.ExternalId, exception.Field);
    }

    [Fact]
    public async Task A_model_artifact_that_shares_its_name_is_found_below_a_version_or_a_run()
    {
        using var network = new ScriptedHandler(sent => sent.Path switch
        {
            "model_artifact" => ScriptedHandler.Error(HttpStatusCode.NotFound, "multiple artifacts found for name=a: not found"),
            "model_versions/8/artifacts" => ScriptedHandler.Json(Bodies.List()),
            _ => ScriptedHandler.Json(Bodies.List(
                """{"artifactType":"doc-artifact","customProperties":{},"id":"1","name":"a"}""",
                """{"artifactType":"model-artifact","customProperties":{},"id":"2","name":"a"}""")),
        });
        using ModelRegistryClient registry = TestClient.Over(network);
        Assert.Equal("2", (await registry.ModelArtifacts.FindByNameAsync("8", "a"))!.Id);
    }

    [Fact]
    public async Task Names_below_a_parent_are_asked_for_with_it()
    {
        using var network = new ScriptedHandler(sent => ScriptedHandler.Json(sent.Path switch
        {
            "model_version" => Bodies.Version,
            "inference_service" => Bodies.Service,
            _ => Bodies.Run,
        }));
        using ModelRegistryClient registry = TestClient.Over(network);
        await registry.ModelVersions.GetByNameAsync("1", "v");
        await registry.InferenceServices.GetByNameAsync("4", "s");
        await registry.ExperimentRuns.GetByNameAsync("7", "r");
        Assert.Equal(["1", "4", "7"], network.Sent.Select(sent => sent["parentResourceId"]));
    }

    [Fact]
    public async Task An_empty_name_is_refused()
    {
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = TestClient.Over(network);
        await Assert.ThrowsAsync<ArgumentException>(() => registry.RegisteredModels.FindByNameAsync(""));
        await Assert.ThrowsAsync<ArgumentException>(() => registry.ModelVersions.FindByNameAsync("", "v"));
        await Assert.ThrowsAsync<ArgumentException>(() => registry.RegisteredModels.FindByExternalIdAsync(""));
    }

    private static ScriptedHandler Finding(string model) => new(_ => ScriptedHandler.Json(model));

    private static string Model(string id, string name) =>
        $$"""{"customProperties":{},"id":"{{id}}","name":"{{name.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""";
}
