using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Model artifacts: the operations of the published contract, named by their <c>operationId</c>.</summary>
internal interface IModelArtifactsApi
{
    [Get("model_artifact")]
    Task<ModelArtifact> FindModelArtifact(string? name, string? externalId, string? parentResourceId, CancellationToken cancellationToken);

    [Get("model_artifacts")]
    Task<ListResponse<ModelArtifact>> GetModelArtifacts(PageQuery page, CancellationToken cancellationToken);

    [Post("model_artifacts")]
    Task<ModelArtifact> CreateModelArtifact([Body] ModelArtifactCreate body, CancellationToken cancellationToken);

    [Get("model_artifacts/{modelartifactId}")]
    Task<ModelArtifact> GetModelArtifact(string modelartifactId, CancellationToken cancellationToken);

    [Patch("model_artifacts/{modelartifactId}")]
    Task<ModelArtifact> UpdateModelArtifact(
        string modelartifactId, [Body] ModelArtifactUpdate body, CancellationToken cancellationToken);
}
