using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IModelVersions"/>
internal sealed class ModelVersionsClient(RegistryConnection registry) : ResourceClient(registry), IModelVersions
{
    private IModelVersionsApi Api => Registry.Api.ModelVersions;

    public Task<ModelVersion> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Api.GetModelVersion(Id(id), cancellationToken);

    public async Task<ModelVersion> GetByNameAsync(string registeredModelId, string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(registeredModelId, name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no model version named '{name}' below {registeredModelId}.")
        {
            Operation = "findModelVersion",
        };

    public async Task<ModelVersion?> FindByNameAsync(
        string registeredModelId, string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpModelVersionAsync(registeredModelId, name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<ModelVersion?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Api.FindModelVersion(null, externalId, null, cancellationToken));
    }

    public AsyncPageable<ModelVersion> ListAsync(
        ListOptions<ModelVersion>? options = null, CancellationToken cancellationToken = default) =>
        List(Api.GetModelVersions, options, cancellationToken);

    public Task<ModelVersion> CreateAsync(
        string registeredModelId, ModelVersionCreate version, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(registeredModelId);
        ArgumentNullException.ThrowIfNull(version);
        return CreateAsync(
            () => Api.CreateModelVersion(version with { RegisteredModelId = registeredModelId }, cancellationToken),
            version,
            () => Registry.LookUpModelVersionAsync(registeredModelId, version.Name, cancellationToken));
    }

    public Task<ModelVersion> UpdateAsync(string id, ModelVersionUpdate update, CancellationToken cancellationToken = default) =>
        UpdateAsync(Api.UpdateModelVersion, Api.GetModelVersion, Id(id), update, cancellationToken);

    public AsyncPageable<Artifact> ListArtifactsAsync(
        string modelVersionId, ArtifactListOptions? options = null, CancellationToken cancellationToken = default)
    {
        string id = Id(modelVersionId);
        return List(
            (page, token) =>
                Api.GetModelVersionArtifacts(id, options?.Name, options?.ExternalId, options?.ArtifactType?.Value, page, token),
            options,
            cancellationToken);
    }

    public Task<Artifact> UpsertArtifactAsync(
        string modelVersionId, ArtifactCreate artifact, string? artifactId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return UpsertArtifactAsync(Api.UpsertModelVersionArtifact, Id(modelVersionId), artifact, artifactId, cancellationToken);
    }
}
