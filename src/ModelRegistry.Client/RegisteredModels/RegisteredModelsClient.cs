using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IRegisteredModels"/>
internal sealed class RegisteredModelsClient(RegistryConnection registry) : ResourceClient(registry), IRegisteredModels
{
    public Task<RegisteredModel> GetAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(Operations.GetRegisteredModel.Request(id), RegistryJson.Default.RegisteredModel, cancellationToken);

    public async Task<RegisteredModel> GetByNameAsync(string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no registered model named '{name}'.") { Operation = Operations.FindRegisteredModel.Id };

    public async Task<RegisteredModel?> FindByNameAsync(string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpRegisteredModelAsync(name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<RegisteredModel?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Operations.FindRegisteredModel.Request().Query("externalId", externalId), RegistryJson.Default.RegisteredModel, cancellationToken);
    }

    public AsyncPageable<RegisteredModel> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
        List(() => Operations.GetRegisteredModels.Request(), options, RegistryJson.Default.RegisteredModelList, cancellationToken);

    public Task<RegisteredModel> CreateAsync(RegisteredModelCreate model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return CreateAsync(
            Operations.CreateRegisteredModel.Request().WithBody(model, RegistryJson.Default.RegisteredModelCreate),
            RegistryJson.Default.RegisteredModel,
            model.Name,
            model.ExternalId,
            () => Registry.LookUpRegisteredModelAsync(model.Name, cancellationToken),
            cancellationToken);
    }

    public Task<RegisteredModel> UpdateAsync(string id, RegisteredModelUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return UpdateAsync(Operations.UpdateRegisteredModel.Request(id).WithBody(update, RegistryJson.Default.RegisteredModelUpdate), RegistryJson.Default.RegisteredModel, update.ExternalId, cancellationToken);
    }

    public AsyncPageable<ModelVersion> ListVersionsAsync(string registeredModelId, ModelVersionListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(registeredModelId);
        return List(
            () => Operations.GetRegisteredModelVersions.Request(registeredModelId).Query("name", options?.Name).Query("externalId", options?.ExternalId),
            options,
            RegistryJson.Default.ModelVersionList,
            cancellationToken);
    }

    public Task<ModelVersion> CreateVersionAsync(string registeredModelId, ModelVersionCreate version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        return CreateAsync(
            Operations.CreateRegisteredModelVersion.Request(registeredModelId)
                .WithBody(version with { RegisteredModelId = registeredModelId }, RegistryJson.Default.ModelVersionCreate),
            RegistryJson.Default.ModelVersion,
            version.Name,
            version.ExternalId,
            () => Registry.LookUpModelVersionAsync(registeredModelId, version.Name, cancellationToken),
            cancellationToken);
    }
}
