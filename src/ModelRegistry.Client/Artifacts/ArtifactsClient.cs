using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IArtifacts"/>
internal sealed class ArtifactsClient(RegistryConnection registry) : ResourceClient(registry), IArtifacts
{
    private IArtifactsApi Api => Registry.Api.Artifacts;

    public Task<Artifact> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Api.GetArtifact(Id(id), cancellationToken);

    public async Task<Artifact?> FindByNameAsync(string parentId, string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpArtifactAsync(parentId, name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<Artifact?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Api.FindArtifact(null, externalId, null, cancellationToken));
    }

    public AsyncPageable<Artifact> ListAsync(ArtifactListOptions? options = null, CancellationToken cancellationToken = default) =>
        List((page, token) => Api.GetArtifacts(options?.ArtifactType?.Value, page, token), options, cancellationToken);

    public Task<Artifact> CreateAsync(ArtifactCreate artifact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return CreateTopLevelAsync(() => Api.CreateArtifact(artifact, cancellationToken), artifact);
    }

    public Task<Artifact> UpdateAsync(string id, ArtifactUpdate update, CancellationToken cancellationToken = default) =>
        UpdateAsync(Api.UpdateArtifact, Api.GetArtifact, Id(id), update, cancellationToken);
}
