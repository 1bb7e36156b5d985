using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IArtifacts"/>
internal sealed class ArtifactsClient(RegistryConnection registry) : ResourceClient(registry), IArtifacts
{
    public Task<Artifact> GetAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(Operations.GetArtifact.Request(id), RegistryJson.Default.Artifact, cancellationToken);

    public async Task<Artifact?> FindByNameAsync(string parentId, string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpArtifactAsync(parentId, name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<Artifact?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Operations.FindArtifact.Request().Query("externalId", externalId), RegistryJson.Default.Artifact, cancellationToken);
    }

    public AsyncPageable<Artifact> ListAsync(ArtifactListOptions? options = null, CancellationToken cancellationToken = default) =>
        List(
            () => Operations.GetArtifacts.Request().Query("artifactType", options?.ArtifactType?.Value),
            options,
            RegistryJson.Default.ArtifactList,
            cancellationToken);

    public Task<Artifact> CreateAsync(ArtifactCreate artifact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return CreateTopLevelAsync(Operations.CreateArtifact.Request().WithArtifact(artifact), RegistryJson.Default.Artifact, artifact.ExternalId, cancellationToken);
    }

    public Task<Artifact> UpdateAsync(string id, ArtifactUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return UpdateAsync(Operations.UpdateArtifact.Request(id).WithArtifact(update), RegistryJson.Default.Artifact, update.ExternalId, cancellationToken);
    }
}
