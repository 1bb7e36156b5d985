using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Wire;

/// <summary>Answers that are longer than what is parsed at a time: values are cut wherever a block of the parser ends.</summary>
public sealed class LargeResponseTests
{
    [Fact]
    public async Task A_page_of_many_models_and_artifacts_is_read_whole()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(cancellationToken: cancellation);
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        var properties = new Dictionary<string, MetadataValue>(StringComparer.Ordinal)
        {
            ["text"] = new string('x', 300),
            ["number"] = 2.5,
            ["count"] = 7,
            ["ready"] = true,
            ["shape"] = MetadataValue.FromJson("""{"layers":[1,2,{"a":"b"}],"n":null}"""),
        };
        ModelVersion version = await registry.ModelVersions.CreateAsync("1", new ModelVersionCreate { Name = "v" }, cancellation);
        for (int i = 0; i < 300; i++)
        {
            await registry.RegisteredModels.CreateAsync(
                new RegisteredModelCreate { Name = $"model {i}", CustomProperties = properties }, cancellation);
            await registry.ModelVersions.UpsertArtifactAsync(
                version.Id, new DocArtifactCreate { Name = $"doc {i}", CustomProperties = properties }, null, cancellation);
        }

        List<RegisteredModel> models = await registry.RegisteredModels.ListAsync(new ListOptions { PageSize = 1000 }, cancellation)
            .ToListAsync(cancellation);
        List<Artifact> artifacts = await registry.ModelVersions.ListArtifactsAsync(
            version.Id, new ArtifactListOptions { PageSize = 1000 }, cancellation)
            .ToListAsync(cancellation);

        Assert.Equal(300, models.Count);
        Assert.All(models, model => Assert.Equal(
            properties.OrderBy(property => property.Key, StringComparer.Ordinal),
            model.CustomProperties.OrderBy(property => property.Key, StringComparer.Ordinal)));
        Assert.Equal(300, artifacts.Count);
        Assert.All(artifacts, artifact => Assert.Equal(properties.Count, Assert.IsType<DocArtifact>(artifact).CustomProperties.Count));
    }
}
