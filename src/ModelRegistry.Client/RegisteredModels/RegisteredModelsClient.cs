using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IRegisteredModels"/>
internal sealed class RegisteredModelsClient(RegistryConnection registry) : ResourceClient(registry), IRegisteredModels
{
    private IRegisteredModelsApi Api => Registry.Api.RegisteredModels;

    public Task<RegisteredModel> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Api.GetRegisteredModel(Id(id), cancellationToken);

    public async Task<RegisteredModel> GetByNameAsync(string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no registered model named '{name}'.")
        {
            Operation = "findRegisteredModel",
        };

    public async Task<RegisteredModel?> FindByNameAsync(string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpRegisteredModelAsync(name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<RegisteredModel?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Api.FindRegisteredModel(null, externalId, cancellationToken));
    }

    public AsyncPageable<RegisteredModel> ListAsync(
        ListOptions<RegisteredModel>? options = null, CancellationToken cancellationToken = default) =>
        List(Api.GetRegisteredModels, options, cancellationToken);

    public Task<RegisteredModel> CreateAsync(RegisteredModelCreate model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return CreateAsync(
            () => Api.CreateRegisteredModel(model, cancellationToken),
            model,
            () => Registry.LookUpRegisteredModelAsync(model.Name, cancellationToken));
    }

    public Task<RegisteredModel> UpdateAsync(string id, RegisteredModelUpdate update, CancellationToken cancellationToken = default) =>
        UpdateAsync(Api.UpdateRegisteredModel, Api.GetRegisteredModel, Id(id), update, cancellationToken);

    public AsyncPageable<ModelVersion> ListVersionsAsync(
        string registeredModelId, ModelVersionListOptions? options = null, CancellationToken cancellationToken = default)
    {
        string id = Id(registeredModelId);
        return List(
            (page, token) => Api.GetRegisteredModelVersions(id, options?.Name, options?.ExternalId, page, token),
            options,
            cancellationToken);
    }

    public Task<ModelVersion> CreateVersionAsync(
        string registeredModelId, ModelVersionCreate version, CancellationToken cancellationToken = default)
    {
        string id = Id(registeredModelId);
        ArgumentNullException.ThrowIfNull(version);
        return CreateAsync(
            () => Api.CreateRegisteredModelVersion(id, version with { RegisteredModelId = registeredModelId }, cancellationToken),
            version,
            () => Registry.LookUpModelVersionAsync(registeredModelId, version.Name, cancellationToken));
    }
}
