using ModelRegistry.Client;
using ModelRegistry.Seeding.Planning;

namespace ModelRegistry.Seeding.Exporting;

/// <summary>Models with their versions and artifacts, as the registry holds them, and what was asked for and is not there.</summary>
internal sealed record RegistryContent(IReadOnlyList<RegisteredModelSnapshot> Models, IReadOnlyList<string> NotFound)
{
    /// <summary>
    /// Reads one paged list of models, one of all versions, and the artifacts of each version, several lists at a time. Models that are
    /// asked for by exact names, and their versions, are read by filters instead, whatever else the registry holds.
    /// </summary>
    public static async Task<RegistryContent> ReadAsync(
        IModelRegistryClient registry, SeedExportOptions options, CancellationToken cancellationToken)
    {
        var selection = new ModelSelection(options.Select);
        var reader = new BulkReader(registry, new SeedRunnerOptions { Concurrency = options.Concurrency });
        IReadOnlyList<RegisteredModel>? named = options.Filter is null && selection.ExactNames is { } names
            ? await reader.FindModelsAsync(names, cancellationToken).ConfigureAwait(false)
            : null;
        RegisteredModel[] models =
        [
            .. (named ?? await ListModelsAsync(registry, options, cancellationToken).ConfigureAwait(false))
                .Where(model => selection.Includes(model.Name)),
        ];
        if (models.Length == 0)
        {
            return new RegistryContent([], selection.NotFound);
        }

        IReadOnlyList<ModelVersion> versions = named is null
            ? await ListVersionsAsync(registry, models, cancellationToken).ConfigureAwait(false)
            : await ReadVersionsAsync(reader, models, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<IReadOnlyList<Artifact>> artifacts = await VersionArtifacts.ReadAsync(
            registry, versions, null, options.Concurrency, cancellationToken).ConfigureAwait(false);
        ILookup<string, ModelVersionSnapshot> byModel = versions
            .Select((version, index) => new ModelVersionSnapshot(version, artifacts[index]))
            .ToLookup(snapshot => snapshot.Version.RegisteredModelId, StringComparer.Ordinal);
        return new RegistryContent(
            [.. models.Select(model => new RegisteredModelSnapshot(model, [.. byModel[model.Id]]))], selection.NotFound);
    }

    private static async Task<IReadOnlyList<RegisteredModel>> ListModelsAsync(
        IModelRegistryClient registry, SeedExportOptions options, CancellationToken cancellationToken) =>
        await registry.RegisteredModels.ListAsync(new() { Filter = options.Filter, PageSize = BulkReader.PageSize }, cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    private static async Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(
        IModelRegistryClient registry, RegisteredModel[] models, CancellationToken cancellationToken)
    {
        HashSet<string> ids = [.. models.Select(model => model.Id)];
        return await registry.ModelVersions.ListAsync(BulkReader.Everything, cancellationToken)
            .Where(version => ids.Contains(version.RegisteredModelId))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<ModelVersion>> ReadVersionsAsync(
        BulkReader reader, RegisteredModel[] models, CancellationToken cancellationToken)
    {
        await reader.EnsureVersionsAsync(models.Select(model => model.Id), cancellationToken).ConfigureAwait(false);
        return [.. models.SelectMany(model => reader.VersionsOf(model.Id))];
    }
}
