using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Model versions: the operations of the published contract, named by their <c>operationId</c>.</summary>
internal interface IModelVersionsApi
{
    [Get("model_version")]
    Task<ModelVersion> FindModelVersion(string? name, string? externalId, string? parentResourceId, CancellationToken cancellationToken);

    [Get("model_versions")]
    Task<ListResponse<ModelVersion>> GetModelVersions(PageQuery page, CancellationToken cancellationToken);

    [Post("model_versions")]
    Task<ModelVersion> CreateModelVersion([Body] ModelVersionCreate body, CancellationToken cancellationToken);

    [Get("model_versions/{modelversionId}")]
    Task<ModelVersion> GetModelVersion(string modelversionId, CancellationToken cancellationToken);

    [Patch("model_versions/{modelversionId}")]
    Task<ModelVersion> UpdateModelVersion(
        string modelversionId, [Body] ModelVersionUpdate body, CancellationToken cancellationToken);

    [Get("model_versions/{modelversionId}/artifacts")]
    Task<ListResponse<Artifact>> GetModelVersionArtifacts(
        string modelversionId, string? name, string? externalId, string? artifactType, PageQuery page, CancellationToken cancellationToken);

    [Post("model_versions/{modelversionId}/artifacts")]
    Task<Artifact> UpsertModelVersionArtifact(
        string modelversionId, [Body] ArtifactCreate body, CancellationToken cancellationToken);
}
