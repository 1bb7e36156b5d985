using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Serving environments: the operations of the published contract, named by their <c>operationId</c>.</summary>
internal interface IServingEnvironmentsApi
{
    [Get("serving_environment")]
    Task<ServingEnvironment> FindServingEnvironment(string? name, string? externalId, CancellationToken cancellationToken);

    [Get("serving_environments")]
    Task<ListResponse<ServingEnvironment>> GetServingEnvironments(PageQuery page, CancellationToken cancellationToken);

    [Post("serving_environments")]
    Task<ServingEnvironment> CreateServingEnvironment(
        [Body] ServingEnvironmentCreate body, CancellationToken cancellationToken);

    [Get("serving_environments/{servingenvironmentId}")]
    Task<ServingEnvironment> GetServingEnvironment(string servingenvironmentId, CancellationToken cancellationToken);

    [Patch("serving_environments/{servingenvironmentId}")]
    Task<ServingEnvironment> UpdateServingEnvironment(
        string servingenvironmentId, [Body] ServingEnvironmentUpdate body, CancellationToken cancellationToken);

    [Get("serving_environments/{servingenvironmentId}/inference_services")]
    Task<ListResponse<InferenceService>> GetEnvironmentInferenceServices(
        string servingenvironmentId, string? name, string? externalId, PageQuery page, CancellationToken cancellationToken);

    [Post("serving_environments/{servingenvironmentId}/inference_services")]
    Task<InferenceService> CreateEnvironmentInferenceService(
        string servingenvironmentId, [Body] InferenceServiceCreate body, CancellationToken cancellationToken);
}
