using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Registered models: the operations of the published contract, named by their <c>operationId</c>.</summary>
internal interface IRegisteredModelsApi
{
    [Get("registered_model")]
    Task<RegisteredModel> FindRegisteredModel(string? name, string? externalId, CancellationToken cancellationToken);

    [Get("registered_models")]
    Task<ListResponse<RegisteredModel>> GetRegisteredModels(PageQuery page, CancellationToken cancellationToken);

    [Post("registered_models")]
    Task<RegisteredModel> CreateRegisteredModel([Body] RegisteredModelCreate body, CancellationToken cancellationToken);

    [Get("registered_models/{registeredmodelId}")]
    Task<RegisteredModel> GetRegisteredModel(string registeredmodelId, CancellationToken cancellationToken);

    [Patch("registered_models/{registeredmodelId}")]
    Task<RegisteredModel> UpdateRegisteredModel(
        string registeredmodelId, [Body] RegisteredModelUpdate body, CancellationToken cancellationToken);

    [Get("registered_models/{registeredmodelId}/versions")]
    Task<ListResponse<ModelVersion>> GetRegisteredModelVersions(
        string registeredmodelId, string? name, string? externalId, PageQuery page, CancellationToken cancellationToken);

    [Post("registered_models/{registeredmodelId}/versions")]
    Task<ModelVersion> CreateRegisteredModelVersion(
        string registeredmodelId, [Body] ModelVersionCreate body, CancellationToken cancellationToken);
}
