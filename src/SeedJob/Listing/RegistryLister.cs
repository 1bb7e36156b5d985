using ModelRegistry.Client;
using ModelRegistry.Seeding.Exporting;

namespace SeedJob.Listing;

/// <summary>Reads what is listed, with the names of the models and versions that it belongs to.</summary>
internal sealed class RegistryLister(
    ModelRegistryClient client, ModelSelection selection, string? filter, bool withArchived, int concurrency)
{
    private const int PageSize = 500;

    public Task<IReadOnlyList<Listed>> ListAsync(ListKind kind, CancellationToken cancellationToken) => kind.Name switch
    {
        "models" => ListModelsAsync(cancellationToken),
        "versions" => ListVersionsAsync(cancellationToken),
        "artifacts" => ListArtifactsAsync(cancellationToken),
        _ => ListDeploymentsAsync(cancellationToken),
    };

    private async Task<IReadOnlyList<Listed>> ListModelsAsync(CancellationToken cancellationToken) =>
        Sorted((await ReadModelsAsync(Filtered<RegisteredModel>(), cancellationToken).ConfigureAwait(false)).Select(Listed.Of));

    private async Task<IReadOnlyList<Listed>> ListVersionsAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, RegisteredModel> models = await ReadModelsByIdAsync(cancellationToken).ConfigureAwait(false);
        List<ModelVersion> versions = await client.ModelVersions.ListAsync(Filtered<ModelVersion>(), cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return Sorted(versions.Where(version => models.ContainsKey(version.RegisteredModelId))
            .Select(version => Listed.Of(models[version.RegisteredModelId].Name, version)));
    }

    private async Task<IReadOnlyList<Listed>> ListArtifactsAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, RegisteredModel> models = await ReadModelsByIdAsync(cancellationToken).ConfigureAwait(false);
        ModelVersion[] versions =
        [
            .. await client.ModelVersions.ListAsync(new ListOptions { PageSize = PageSize }, cancellationToken)
                .Where(version => models.ContainsKey(version.RegisteredModelId)
                    && (withArchived || version.State != ModelVersionState.Archived))
                .ToListAsync(cancellationToken).ConfigureAwait(false),
        ];
        var options = new ArtifactListOptions { Filter = filter is null ? null : Filter.Raw(filter), PageSize = PageSize };
        IReadOnlyList<IReadOnlyList<Artifact>> artifacts = await VersionArtifacts.ReadAsync(
            client, versions, options, concurrency, cancellationToken).ConfigureAwait(false);
        return Sorted(versions.SelectMany((version, index) =>
            artifacts[index].Select(artifact => Listed.Of(models[version.RegisteredModelId].Name, version.Name, artifact))));
    }

    private async Task<IReadOnlyList<Listed>> ListDeploymentsAsync(CancellationToken cancellationToken)
    {
        // What is deployed of an archived model is what somebody looks for.
        Dictionary<string, RegisteredModel> models = await ReadModelsByIdAsync(true, cancellationToken).ConfigureAwait(false);
        List<InferenceService> services = await client.InferenceServices.ListAsync(
            new ListOptions { PageSize = PageSize }, cancellationToken)
                .Where(service => models.ContainsKey(service.RegisteredModelId)).ToListAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> versions = services.Any(service => service.ModelVersionId is not null)
            ? await client.ModelVersions.ListAsync(new ListOptions { PageSize = PageSize }, cancellationToken)
                .ToDictionaryAsync(
                    version => version.Id, version => version.Name, StringComparer.Ordinal, cancellationToken).ConfigureAwait(false)
            : [];
        return Sorted(services.Select(service =>
            Listed.Of(models[service.RegisteredModelId].Name, versions.GetValueOrDefault(service.ModelVersionId ?? "", ""), service)));
    }

    /// <summary>Reads the models that what is listed may belong to.</summary>
    private Task<Dictionary<string, RegisteredModel>> ReadModelsByIdAsync(CancellationToken cancellationToken) =>
        ReadModelsByIdAsync(withArchived, cancellationToken);

    private async Task<Dictionary<string, RegisteredModel>> ReadModelsByIdAsync(bool archivedToo, CancellationToken cancellationToken) =>
        (await ReadModelsAsync(new ListOptions<RegisteredModel> { PageSize = PageSize }, cancellationToken).ConfigureAwait(false))
            .Where(model => archivedToo || model.State != RegisteredModelState.Archived)
            .ToDictionary(model => model.Id, StringComparer.Ordinal);

    private async Task<List<RegisteredModel>> ReadModelsAsync(ListOptions<RegisteredModel> options, CancellationToken cancellationToken) =>
        await client.RegisteredModels.ListAsync(options, cancellationToken).Where(model => selection.Includes(model.Name))
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    private ListOptions<T> Filtered<T>() => new() { Filter = filter is null ? null : Filter.Raw(filter), PageSize = PageSize };

    private static IReadOnlyList<Listed> Sorted(IEnumerable<Listed> listed) =>
    [
        .. listed.OrderBy(one => one.Model, StringComparer.Ordinal).ThenBy(one => one.Version, StringComparer.Ordinal)
            .ThenBy(one => one.Name, StringComparer.Ordinal),
    ];
}
