using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Artifacts of every kind: the operations of the published contract, named by their <c>operationId</c>.</summary>
internal interface IArtifactsApi
{
    [Get("artifact")]
    Task<Artifact> FindArtifact(string? name, string? externalId, string? parentResourceId, CancellationToken cancellationToken);

    [Get("artifacts")]
    Task<ListResponse<Artifact>> GetArtifacts(string? artifactType, PageQuery page, CancellationToken cancellationToken);

    [Post("artifacts")]
    Task<Artifact> CreateArtifact([Body] ArtifactCreate body, CancellationToken cancellationToken);

    [Get("artifacts/{id}")]
    Task<Artifact> GetArtifact(string id, CancellationToken cancellationToken);

    [Patch("artifacts/{id}")]
    Task<Artifact> UpdateArtifact(string id, [Body] ArtifactUpdate body, CancellationToken cancellationToken);
}
