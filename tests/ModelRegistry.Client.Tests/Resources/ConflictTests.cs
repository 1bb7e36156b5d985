using System.Net;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Resources;

/// <summary>The server blames the name for every conflict; the client finds out.</summary>
public sealed class ConflictTests
{
    [Theory]
    [InlineData("m", null, "m", ConflictingField.Name)]
    [InlineData("m", "x", "m", ConflictingField.Name)]
    [InlineData("m", "x", "M", ConflictingField.Name)]
    [InlineData("m", "x", "m ", ConflictingField.Name)]
    [InlineData("m", "x", null, ConflictingField.ExternalId)]
    public async Task A_model_is_told_which_field_is_taken(string name, string? externalId, string? taken, ConflictingField expected)
    {
        using var network = new ScriptedHandler(sent => sent.Method == HttpMethod.Post
            ? ScriptedHandler.Error(HttpStatusCode.Conflict, $"registered model with name {name} already exists: conflict")
            : taken is null
                ? ScriptedHandler.Error(HttpStatusCode.NotFound, "no registered models found: not found")
                : ScriptedHandler.Json($$"""{"customProperties":{},"id":"1","name":"{{taken}}"}"""));
        using ModelRegistryClient registry = TestClient.Over(network);
        ModelRegistryConflictException exception = await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = name, ExternalId = externalId }));
        Assert.Equal(expected, exception.Field);
        Assert.Equal("createRegisteredModel", exception.Operation);
        Assert.Equal(HttpStatusCode.Conflict, exception.StatusCode);
        Assert.Equal(
            "createRegisteredModel failed with status 409 Conflict: "
                + (expected == ConflictingField.Name ? $"the name '{name}' is taken" : "the externalId 'x' is taken"),
            exception.Message);
        Assert.Equal($"registered model with name {name} already exists: conflict", exception.ServerMessage);
    }

    [Fact]
    public async Task An_unnamed_run_can_only_clash_by_its_external_id()
    {
        using var network = new ScriptedHandler(_ => ScriptedHandler.Error(HttpStatusCode.Conflict, "m"));
        using ModelRegistryClient registry = TestClient.Over(network);
        ModelRegistryConflictException exception = await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => registry.ExperimentRuns.CreateAsync("7", new ExperimentRunCreate { ExternalId = "x" }));
        Assert.Equal(ConflictingField.ExternalId, exception.Field);
        Assert.Single(network.Sent);
    }

    [Fact]
    public async Task An_update_can_only_clash_by_its_external_id()
    {
        using var network = new ScriptedHandler(
            _ => ScriptedHandler.Error(HttpStatusCode.Conflict, "registered model with name m already exists: conflict"));
        using ModelRegistryClient registry = TestClient.Over(network);
        ModelRegistryConflictException exception = await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate { ExternalId = "x" }));
        Assert.Equal(ConflictingField.ExternalId, exception.Field);
        Assert.Single(network.Sent);
    }

    [Fact]
    public async Task Who_is_to_blame_may_be_unknown()
    {
        using var network = new ScriptedHandler(
            sent => ScriptedHandler.Error(sent.Method == HttpMethod.Post ? HttpStatusCode.Conflict : HttpStatusCode.BadGateway, "m"));
        using ModelRegistryClient registry = TestClient.Over(network);
        ModelRegistryConflictException exception = await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m", ExternalId = "x" }));
        Assert.Equal(ConflictingField.Unknown, exception.Field);
    }

    [Fact]
    public async Task A_data_set_never_clashes_by_its_name()
    {
        using var network = new ScriptedHandler(_ => ScriptedHandler.Error(HttpStatusCode.Conflict, "m"));
        using ModelRegistryClient registry = TestClient.Over(network);
        ModelRegistryConflictException exception = await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => registry.ModelVersions.UpsertArtifactAsync("2", new DataSetCreate { Name = "d", ExternalId = "x" }));
        Assert.Equal(ConflictingField.ExternalId, exception.Field);
    }
}
