using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IServingEnvironments"/>
internal sealed class ServingEnvironmentsClient(RegistryConnection registry) : ResourceClient(registry), IServingEnvironments
{
    public Task<ServingEnvironment> GetAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(Operations.GetServingEnvironment.Request(id), RegistryJson.Default.ServingEnvironment, cancellationToken);

    public async Task<ServingEnvironment> GetByNameAsync(string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no serving environment named '{name}'.") { Operation = Operations.FindServingEnvironment.Id };

    public async Task<ServingEnvironment?> FindByNameAsync(string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpServingEnvironmentAsync(name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<ServingEnvironment?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Operations.FindServingEnvironment.Request().Query("externalId", externalId), RegistryJson.Default.ServingEnvironment, cancellationToken);
    }

    public AsyncPageable<ServingEnvironment> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
        List(() => Operations.GetServingEnvironments.Request(), options, RegistryJson.Default.ServingEnvironmentList, cancellationToken);

    public Task<ServingEnvironment> CreateAsync(ServingEnvironmentCreate environment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return CreateAsync(
            Operations.CreateServingEnvironment.Request().WithBody(environment, RegistryJson.Default.ServingEnvironmentCreate),
            RegistryJson.Default.ServingEnvironment,
            environment.Name,
            environment.ExternalId,
            () => Registry.LookUpServingEnvironmentAsync(environment.Name, cancellationToken),
            cancellationToken);
    }

    public Task<ServingEnvironment> UpdateAsync(string id, ServingEnvironmentUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return UpdateAsync(Operations.UpdateServingEnvironment.Request(id).WithBody(update, RegistryJson.Default.ServingEnvironmentUpdate), RegistryJson.Default.ServingEnvironment, update.ExternalId, cancellationToken);
    }

    public AsyncPageable<InferenceService> ListInferenceServicesAsync(string servingEnvironmentId, ListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(servingEnvironmentId);
        return List(() => Operations.GetEnvironmentInferenceServices.Request(servingEnvironmentId), options, RegistryJson.Default.InferenceServiceList, cancellationToken);
    }

    public Task<InferenceService> CreateInferenceServiceAsync(string servingEnvironmentId, InferenceServiceCreate service, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(service);
        return CreateAsync(
            Operations.CreateEnvironmentInferenceService.Request(servingEnvironmentId)
                .WithBody(service with { ServingEnvironmentId = servingEnvironmentId }, RegistryJson.Default.InferenceServiceCreate),
            RegistryJson.Default.InferenceService,
            service.Name,
            service.ExternalId,
            () => Registry.LookUpInferenceServiceAsync(servingEnvironmentId, service.Name!, cancellationToken),
            cancellationToken);
    }
}
