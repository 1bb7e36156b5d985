using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Exporting;

/// <summary>Models with their versions and artifacts, as the registry holds them, and what was asked for and is not there.</summary>
internal sealed record RegistryContent(IReadOnlyList<RegisteredModelSnapshot> Models, IReadOnlyList<string> NotFound)
{
    /// <summary>One paged list of models, one of all versions, and the artifacts of each version, several lists at a time.</summary>
    public static async Task<RegistryContent> ReadAsync(
        IModelRegistryClient registry, SeedExportOptions options, CancellationToken cancellationToken)
    {
        var selection = new ModelSelection(options.Select);
        var everything = new ListOptions { PageSize = 500 };
        List<RegisteredModel> models = await registry.RegisteredModels.ListAsync(
            new() { Filter = options.Filter, PageSize = everything.PageSize }, cancellationToken)
                .Where(model => selection.Includes(model.Name))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
        if (models.Count == 0)
        {
            return new RegistryContent([], selection.NotFound);
        }

        HashSet<string> ids = [.. models.Select(model => model.Id)];
        List<ModelVersion> versions = await registry.ModelVersions.ListAsync(everything, cancellationToken)
            .Where(version => ids.Contains(version.RegisteredModelId))
            .ToListAsync(cancellationToken).ConfigureAwait(false);

        var artifacts = new IReadOnlyList<Artifact>[versions.Count];
        await Parallel.ForAsync(
            0,
            versions.Count,
            new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken },
            async (index, token) => artifacts[index] = await registry.ModelVersions.ListArtifactsAsync(
                versions[index].Id, null, token).ToListAsync(token).ConfigureAwait(false)).ConfigureAwait(false);

        ILookup<string, ModelVersionSnapshot> byModel = versions
            .Select((version, index) => new ModelVersionSnapshot(version, artifacts[index]))
            .ToLookup(snapshot => snapshot.Version.RegisteredModelId, StringComparer.Ordinal);
        return new RegistryContent(
            [.. models.Select(model => new RegisteredModelSnapshot(model, [.. byModel[model.Id]]))], selection.NotFound);
    }
}
