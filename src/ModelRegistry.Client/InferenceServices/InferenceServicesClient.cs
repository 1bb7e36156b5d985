using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IInferenceServices"/>
internal sealed class InferenceServicesClient(RegistryConnection registry) : ResourceClient(registry), IInferenceServices
{
    private IInferenceServicesApi Api => Registry.Api.InferenceServices;

    public Task<InferenceService> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Api.GetInferenceService(Id(id), cancellationToken);

    public async Task<InferenceService> GetByNameAsync(
        string servingEnvironmentId, string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(servingEnvironmentId, name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no inference service named '{name}' below {servingEnvironmentId}.")
        {
            Operation = "findInferenceService",
        };

    public async Task<InferenceService?> FindByNameAsync(
        string servingEnvironmentId, string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpInferenceServiceAsync(servingEnvironmentId, name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<InferenceService?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Api.FindInferenceService(null, externalId, null, cancellationToken));
    }

    public AsyncPageable<InferenceService> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
        List(Api.GetInferenceServices, options, cancellationToken);

    public Task<InferenceService> CreateAsync(
        string servingEnvironmentId, InferenceServiceCreate service, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(servingEnvironmentId);
        ArgumentNullException.ThrowIfNull(service);
        return CreateAsync(
            () => Api.CreateInferenceService(service with { ServingEnvironmentId = servingEnvironmentId }, cancellationToken),
            service,
            () => Registry.LookUpInferenceServiceAsync(servingEnvironmentId, service.Name!, cancellationToken));
    }

    public Task<InferenceService> UpdateAsync(string id, InferenceServiceUpdate update, CancellationToken cancellationToken = default) =>
        UpdateAsync(Api.UpdateInferenceService, Api.GetInferenceService, Id(id), update, cancellationToken);

    public Task<RegisteredModel> GetModelAsync(string inferenceServiceId, CancellationToken cancellationToken = default) =>
        Api.GetInferenceServiceModel(Id(inferenceServiceId), cancellationToken);

    public Task<ModelVersion> GetVersionAsync(string inferenceServiceId, CancellationToken cancellationToken = default) =>
        Api.GetInferenceServiceVersion(Id(inferenceServiceId), cancellationToken);

    public AsyncPageable<ServeModel> ListServesAsync(
        string inferenceServiceId, ListOptions? options = null, CancellationToken cancellationToken = default)
    {
        string id = Id(inferenceServiceId);
        return List((page, token) => Api.GetInferenceServiceServes(id, null, null, page, token), options, cancellationToken);
    }

    public Task<ServeModel> CreateServeAsync(
        string inferenceServiceId, ServeModelCreate serve, CancellationToken cancellationToken = default)
    {
        string id = Id(inferenceServiceId);
        ArgumentNullException.ThrowIfNull(serve);
        return CreateAsync(
            () => Api.CreateInferenceServiceServe(id, serve, cancellationToken),
            serve,
            () => LookUpServeAsync(inferenceServiceId, serve.Name!, cancellationToken));
    }

    // Serving actions have no find: the service's list tells.
    private async Task<NameLookup<ServeModel>> LookUpServeAsync(string inferenceServiceId, string name, CancellationToken cancellationToken)
    {
        await foreach (ServeModel serve in ListServesAsync(inferenceServiceId, null, cancellationToken).ConfigureAwait(false))
        {
            if (EntityNames.AreSimilar(serve.Name, name))
            {
                return new NameLookup<ServeModel>(serve, null);
            }
        }

        return default;
    }
}
