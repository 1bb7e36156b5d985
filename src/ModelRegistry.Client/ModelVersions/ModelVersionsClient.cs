using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IModelVersions"/>
internal sealed class ModelVersionsClient(RegistryConnection registry) : ResourceClient(registry), IModelVersions
{
    public Task<ModelVersion> GetAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(Operations.GetModelVersion.Request(id), RegistryJson.Default.ModelVersion, cancellationToken);

    public async Task<ModelVersion> GetByNameAsync(string registeredModelId, string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(registeredModelId, name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no model version named '{name}' below {registeredModelId}.") { Operation = Operations.FindModelVersion.Id };

    public async Task<ModelVersion?> FindByNameAsync(string registeredModelId, string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpModelVersionAsync(registeredModelId, name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<ModelVersion?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Operations.FindModelVersion.Request().Query("externalId", externalId), RegistryJson.Default.ModelVersion, cancellationToken);
    }

    public AsyncPageable<ModelVersion> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
        List(() => Operations.GetModelVersions.Request(), options, RegistryJson.Default.ModelVersionList, cancellationToken);

    public Task<ModelVersion> CreateAsync(string registeredModelId, ModelVersionCreate version, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(registeredModelId);
        ArgumentNullException.ThrowIfNull(version);
        return CreateAsync(
            Operations.CreateModelVersion.Request().WithBody(version with { RegisteredModelId = registeredModelId }, RegistryJson.Default.ModelVersionCreate),
            RegistryJson.Default.ModelVersion,
            version.Name,
            version.ExternalId,
            () => Registry.LookUpModelVersionAsync(registeredModelId, version.Name, cancellationToken),
            cancellationToken);
    }

    public Task<ModelVersion> UpdateAsync(string id, ModelVersionUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return UpdateAsync(Operations.UpdateModelVersion.Request(id).WithBody(update, RegistryJson.Default.ModelVersionUpdate), RegistryJson.Default.ModelVersion, update.ExternalId, cancellationToken);
    }

    public AsyncPageable<Artifact> ListArtifactsAsync(string modelVersionId, ArtifactListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelVersionId);
        return List(
            () => Operations.GetModelVersionArtifacts.Request(modelVersionId)
                .Query("name", options?.Name)
                .Query("externalId", options?.ExternalId)
                .Query("artifactType", options?.ArtifactType?.Value),
            options,
            RegistryJson.Default.ArtifactList,
            cancellationToken);
    }

    public Task<Artifact> UpsertArtifactAsync(string modelVersionId, ArtifactCreate artifact, string? artifactId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return UpsertArtifactAsync(Operations.UpsertModelVersionArtifact.Request(modelVersionId), modelVersionId, artifact, artifactId, cancellationToken);
    }
}
