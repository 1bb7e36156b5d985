using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IInferenceServices"/>
internal sealed class InferenceServicesClient(RegistryConnection registry) : ResourceClient(registry), IInferenceServices
{
    public Task<InferenceService> GetAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(Operations.GetInferenceService.Request(id), RegistryJson.Default.InferenceService, cancellationToken);

    public async Task<InferenceService> GetByNameAsync(string servingEnvironmentId, string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(servingEnvironmentId, name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no inference service named '{name}' below {servingEnvironmentId}.") { Operation = Operations.FindInferenceService.Id };

    public async Task<InferenceService?> FindByNameAsync(string servingEnvironmentId, string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpInferenceServiceAsync(servingEnvironmentId, name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<InferenceService?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Operations.FindInferenceService.Request().Query("externalId", externalId), RegistryJson.Default.InferenceService, cancellationToken);
    }

    public AsyncPageable<InferenceService> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
        List(() => Operations.GetInferenceServices.Request(), options, RegistryJson.Default.InferenceServiceList, cancellationToken);

    public Task<InferenceService> CreateAsync(string servingEnvironmentId, InferenceServiceCreate service, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(servingEnvironmentId);
        ArgumentNullException.ThrowIfNull(service);
        return CreateAsync(
            Operations.CreateInferenceService.Request().WithBody(service with { ServingEnvironmentId = servingEnvironmentId }, RegistryJson.Default.InferenceServiceCreate),
            RegistryJson.Default.InferenceService,
            service.Name,
            service.ExternalId,
            () => Registry.LookUpInferenceServiceAsync(servingEnvironmentId, service.Name!, cancellationToken),
            cancellationToken);
    }

    public Task<InferenceService> UpdateAsync(string id, InferenceServiceUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return UpdateAsync(Operations.UpdateInferenceService.Request(id).WithBody(update, RegistryJson.Default.InferenceServiceUpdate), RegistryJson.Default.InferenceService, update.ExternalId, cancellationToken);
    }

    public Task<RegisteredModel> GetModelAsync(string inferenceServiceId, CancellationToken cancellationToken = default) =>
        SendAsync(Operations.GetInferenceServiceModel.Request(inferenceServiceId), RegistryJson.Default.RegisteredModel, cancellationToken);

    public Task<ModelVersion> GetVersionAsync(string inferenceServiceId, CancellationToken cancellationToken = default) =>
        SendAsync(Operations.GetInferenceServiceVersion.Request(inferenceServiceId), RegistryJson.Default.ModelVersion, cancellationToken);

    public AsyncPageable<ServeModel> ListServesAsync(string inferenceServiceId, ListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(inferenceServiceId);
        return List(() => Operations.GetInferenceServiceServes.Request(inferenceServiceId), options, RegistryJson.Default.ServeModelList, cancellationToken);
    }

    public Task<ServeModel> CreateServeAsync(string inferenceServiceId, ServeModelCreate serve, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(serve);
        return CreateAsync(
            Operations.CreateInferenceServiceServe.Request(inferenceServiceId).WithBody(serve, RegistryJson.Default.ServeModelCreate),
            RegistryJson.Default.ServeModel,
            serve.Name,
            serve.ExternalId,
            () => LookUpServeAsync(inferenceServiceId, serve.Name!, cancellationToken),
            cancellationToken);
    }

    // Serving actions have no find: the service's list tells.
    private async Task<NameLookup<ServeModel>> LookUpServeAsync(string inferenceServiceId, string name, CancellationToken cancellationToken)
    {
        await foreach (ServeModel serve in ListServesAsync(inferenceServiceId, null, cancellationToken).ConfigureAwait(false))
        {
            if (Names.AreSimilar(serve.Name, name))
            {
                return new NameLookup<ServeModel>(serve, null);
            }
        }

        return default;
    }
}
