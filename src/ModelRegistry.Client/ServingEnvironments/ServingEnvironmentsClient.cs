using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IServingEnvironments"/>
internal sealed class ServingEnvironmentsClient(RegistryConnection registry) : ResourceClient(registry), IServingEnvironments
{
    private IServingEnvironmentsApi Api => Registry.Api.ServingEnvironments;

    public Task<ServingEnvironment> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Api.GetServingEnvironment(Id(id), cancellationToken);

    public async Task<ServingEnvironment> GetByNameAsync(string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no serving environment named '{name}'.")
        {
            Operation = "findServingEnvironment",
        };

    public async Task<ServingEnvironment?> FindByNameAsync(string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpServingEnvironmentAsync(name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<ServingEnvironment?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Api.FindServingEnvironment(null, externalId, cancellationToken));
    }

    public AsyncPageable<ServingEnvironment> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
        List(Api.GetServingEnvironments, options, cancellationToken);

    public Task<ServingEnvironment> CreateAsync(ServingEnvironmentCreate environment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return CreateAsync(
            () => Api.CreateServingEnvironment(environment, cancellationToken),
            environment,
            () => Registry.LookUpServingEnvironmentAsync(environment.Name, cancellationToken));
    }

    public Task<ServingEnvironment> UpdateAsync(
        string id, ServingEnvironmentUpdate update, CancellationToken cancellationToken = default) =>
        UpdateAsync(Api.UpdateServingEnvironment, Api.GetServingEnvironment, Id(id), update, cancellationToken);

    public AsyncPageable<InferenceService> ListInferenceServicesAsync(
        string servingEnvironmentId, ListOptions? options = null, CancellationToken cancellationToken = default)
    {
        string id = Id(servingEnvironmentId);
        return List((page, token) => Api.GetEnvironmentInferenceServices(id, null, null, page, token), options, cancellationToken);
    }

    public Task<InferenceService> CreateInferenceServiceAsync(
        string servingEnvironmentId, InferenceServiceCreate service, CancellationToken cancellationToken = default)
    {
        string id = Id(servingEnvironmentId);
        ArgumentNullException.ThrowIfNull(service);
        return CreateAsync(
            () => Api.CreateEnvironmentInferenceService(
                id, service with { ServingEnvironmentId = servingEnvironmentId }, cancellationToken),
            service,
            () => Registry.LookUpInferenceServiceAsync(servingEnvironmentId, service.Name!, cancellationToken));
    }
}
