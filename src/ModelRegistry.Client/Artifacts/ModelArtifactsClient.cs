using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IModelArtifacts"/>
internal sealed class ModelArtifactsClient(RegistryConnection registry) : ResourceClient(registry), IModelArtifacts
{
    private IModelArtifactsApi Api => Registry.Api.ModelArtifacts;

    public Task<ModelArtifact> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Api.GetModelArtifact(Id(id), cancellationToken);

    public async Task<ModelArtifact?> FindByNameAsync(string parentId, string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpModelArtifactAsync(parentId, name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<ModelArtifact?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Api.FindModelArtifact(null, externalId, null, cancellationToken));
    }

    public AsyncPageable<ModelArtifact> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
        List(Api.GetModelArtifacts, options, cancellationToken);

    public Task<ModelArtifact> CreateAsync(ModelArtifactCreate artifact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return CreateTopLevelAsync(() => Api.CreateModelArtifact(artifact, cancellationToken), artifact);
    }

    public Task<ModelArtifact> UpdateAsync(string id, ModelArtifactUpdate update, CancellationToken cancellationToken = default) =>
        UpdateAsync(Api.UpdateModelArtifact, Api.GetModelArtifact, Id(id), update, cancellationToken);
}
