using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Exporting;

/// <summary>Reads the artifacts of versions: one list each, since an artifact does not name its version.</summary>
internal static class VersionArtifacts
{
    /// <summary>Reads several lists at a time.</summary>
    /// <returns>The artifacts of each version, in the order of the versions.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<Artifact>>> ReadAsync(
        IModelRegistryClient registry,
        IReadOnlyList<ModelVersion> versions,
        ArtifactListOptions? options,
        int concurrency,
        CancellationToken cancellationToken)
    {
        var artifacts = new IReadOnlyList<Artifact>[versions.Count];
        await Parallel.ForAsync(
            0,
            versions.Count,
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken },
            async (index, token) => artifacts[index] = await registry.ModelVersions.ListArtifactsAsync(versions[index].Id, options, token)
                .ToListAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
        return artifacts;
    }
}
