using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IModelArtifacts"/>
internal sealed class ModelArtifactsClient(RegistryConnection registry) : ResourceClient(registry), IModelArtifacts
{
    public Task<ModelArtifact> GetAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(Operations.GetModelArtifact.Request(id), RegistryJson.Default.ModelArtifact, cancellationToken);

    public async Task<ModelArtifact?> FindByNameAsync(string parentId, string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpModelArtifactAsync(parentId, name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<ModelArtifact?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Operations.FindModelArtifact.Request().Query("externalId", externalId), RegistryJson.Default.ModelArtifact, cancellationToken);
    }

    public AsyncPageable<ModelArtifact> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
        List(() => Operations.GetModelArtifacts.Request(), options, RegistryJson.Default.ModelArtifactList, cancellationToken);

    public Task<ModelArtifact> CreateAsync(ModelArtifactCreate artifact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return CreateTopLevelAsync(
            Operations.CreateModelArtifact.Request().WithArtifact(artifact), RegistryJson.Default.ModelArtifact, artifact.ExternalId, cancellationToken);
    }

    public Task<ModelArtifact> UpdateAsync(string id, ModelArtifactUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return UpdateAsync(
            Operations.UpdateModelArtifact.Request(id).WithArtifact(update), RegistryJson.Default.ModelArtifact, update.ExternalId, cancellationToken);
    }
}
