using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Models of a catalog: the operations of the published contract, named by their <c>operationId</c>.</summary>
internal interface ICatalogModelsApi
{
    [Get("models")]
    Task<ListResponse<CatalogModel>> FindModels(CatalogModelQuery query, PageQuery page, CancellationToken cancellationToken);

    [Get("models/filter_options")]
    Task<CatalogFilterOptions> FindModelsFilterOptions(CancellationToken cancellationToken);

    [Get("sources/{source_id}/models/{model_name}")]
    Task<CatalogModel> GetModel(
        [AliasAs("source_id")] string sourceId, [AliasAs("model_name")] string modelName, CancellationToken cancellationToken);

    [Get("sources/{source_id}/models/{model_name}/artifacts")]
    Task<ListResponse<CatalogArtifact>> GetAllModelArtifacts(
        [AliasAs("source_id")] string sourceId,
        [AliasAs("model_name")] string modelName,
        string? artifactType,
        PageQuery page,
        CancellationToken cancellationToken);

    [Get("sources/{source_id}/models/{model_name}/artifacts/performance")]
    Task<ListResponse<CatalogArtifact>> GetAllModelPerformanceArtifacts(
        [AliasAs("source_id")] string sourceId,
        [AliasAs("model_name")] string modelName,
        CatalogPerformanceQuery query,
        PageQuery page,
        CancellationToken cancellationToken);
}
