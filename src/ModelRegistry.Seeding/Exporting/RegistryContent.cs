using ModelRegistry.Client;
using ModelRegistry.Seeding.Files;

namespace ModelRegistry.Seeding.Exporting;

/// <summary>Models with their versions and artifacts, as the registry holds them.</summary>
internal sealed record RegistryContent(IReadOnlyList<RegisteredModelSnapshot> Models)
{
    /// <summary>One paged list of models, one of all versions, and the artifacts of each version, several lists at a time.</summary>
    public static async Task<RegistryContent> ReadAsync(ModelRegistryClient registry, SeedExportOptions options, CancellationToken cancellationToken)
    {
        Glob[] select = [.. options.Select.Select(pattern => new Glob(pattern, questionMarkIsWildcard: true))];
        var everything = new ListOptions { PageSize = 500 };
        List<RegisteredModel> models = await registry.RegisteredModels.ListAsync(everything with { Filter = options.Filter }, cancellationToken)
            .Where(model => select.Length == 0 || Array.Exists(select, pattern => pattern.IsMatch(model.Name)))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        if (models.Count == 0)
        {
            return new RegistryContent([]);
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
            async (index, token) => artifacts[index] = await registry.ModelVersions.ListArtifactsAsync(versions[index].Id, null, token).ToListAsync(token).ConfigureAwait(false)).ConfigureAwait(false);

        ILookup<string, ModelVersionSnapshot> byModel = versions
            .Select((version, index) => new ModelVersionSnapshot(version, artifacts[index]))
            .ToLookup(snapshot => snapshot.Version.RegisteredModelId, StringComparer.Ordinal);
        return new RegistryContent([.. models.Select(model => new RegisteredModelSnapshot(model, [.. byModel[model.Id]]))]);
    }
}
