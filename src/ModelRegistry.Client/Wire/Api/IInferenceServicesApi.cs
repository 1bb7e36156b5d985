using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Inference services: the operations of the published contract, named by their <c>operationId</c>.</summary>
internal interface IInferenceServicesApi
{
    [Get("inference_service")]
    Task<InferenceService> FindInferenceService(
        string? name, string? externalId, string? parentResourceId, CancellationToken cancellationToken);

    [Get("inference_services")]
    Task<ListResponse<InferenceService>> GetInferenceServices(PageQuery page, CancellationToken cancellationToken);

    [Post("inference_services")]
    Task<InferenceService> CreateInferenceService([Body] InferenceServiceCreate body, CancellationToken cancellationToken);

    [Get("inference_services/{inferenceserviceId}")]
    Task<InferenceService> GetInferenceService(string inferenceserviceId, CancellationToken cancellationToken);

    [Patch("inference_services/{inferenceserviceId}")]
    Task<InferenceService> UpdateInferenceService(
        string inferenceserviceId, [Body] InferenceServiceUpdate body, CancellationToken cancellationToken);

    [Get("inference_services/{inferenceserviceId}/model")]
    Task<RegisteredModel> GetInferenceServiceModel(string inferenceserviceId, CancellationToken cancellationToken);

    [Get("inference_services/{inferenceserviceId}/serves")]
    Task<ListResponse<ServeModel>> GetInferenceServiceServes(
        string inferenceserviceId, string? name, string? externalId, PageQuery page, CancellationToken cancellationToken);

    [Post("inference_services/{inferenceserviceId}/serves")]
    Task<ServeModel> CreateInferenceServiceServe(
        string inferenceserviceId, [Body] ServeModelCreate body, CancellationToken cancellationToken);

    [Get("inference_services/{inferenceserviceId}/version")]
    Task<ModelVersion> GetInferenceServiceVersion(string inferenceserviceId, CancellationToken cancellationToken);
}
