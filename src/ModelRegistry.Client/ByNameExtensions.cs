namespace ModelRegistry.Client;

/// <summary>
/// Models and versions by their names. What is done below <see cref="IModelRegistryClient.RegisteredModels"/> and
/// <see cref="IModelRegistryClient.ModelVersions"/> takes ids; on the registry itself it takes names, and the entities are looked up first.
/// </summary>
public static class ByNameExtensions
{
    /// <summary>Gets a version by the names of its model and its own.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelName">The name of the model; case and every character count.</param>
    /// <param name="versionName">The name of the version; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no model, or no version of it, of exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<ModelVersion> GetVersionAsync(
        this IModelRegistryClient registry, string modelName, string versionName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        RegisteredModel model = await registry.RegisteredModels.GetByNameAsync(modelName, cancellationToken).ConfigureAwait(false);
        return await registry.ModelVersions.GetByNameAsync(model.Id, versionName, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds a version by the names of its model and its own.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelName">The name of the model; case and every character count.</param>
    /// <param name="versionName">The name of the version; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version, or <see langword="null"/> when there is none, or no such model.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<ModelVersion?> FindVersionAsync(
        this IModelRegistryClient registry, string modelName, string versionName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentException.ThrowIfNullOrEmpty(versionName);
        return await registry.RegisteredModels.FindByNameAsync(modelName, cancellationToken).ConfigureAwait(false) is { } model
            ? await registry.ModelVersions.FindByNameAsync(model.Id, versionName, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>Gets the version of a model that was created last.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelName">The name of the model; case and every character count.</param>
    /// <param name="liveOnly">Whether archived versions are passed over.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no model, or no version of it, of exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<ModelVersion> GetLatestVersionAsync(
        this IModelRegistryClient registry, string modelName, bool liveOnly = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        RegisteredModel model = await registry.RegisteredModels.GetByNameAsync(modelName, cancellationToken).ConfigureAwait(false);
        return await registry.RegisteredModels.GetLatestVersionAsync(model.Id, liveOnly, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates a version of a model.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelName">The name of the model; case and every character count.</param>
    /// <param name="version">What the new version is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version with its id and times.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no model of exactly that name.</exception>
    /// <exception cref="ModelRegistryConflictException">The name of the version or its external id is taken.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<ModelVersion> CreateVersionAsync(
        this IModelRegistryClient registry, string modelName, ModelVersionCreate version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        RegisteredModel model = await registry.RegisteredModels.GetByNameAsync(modelName, cancellationToken).ConfigureAwait(false);
        return await registry.ModelVersions.CreateAsync(model.Id, version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Promotes a version to a stage: sets its custom property <see cref="ModelVersionsExtensions.StageProperty"/>. Other versions keep
    /// theirs.
    /// </summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelName">The name of the model; case and every character count.</param>
    /// <param name="versionName">The name of the version; case and every character count.</param>
    /// <param name="stage">The stage, for example <c>production</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version as it is then.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no model, or no version of it, of exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<ModelVersion> PromoteAsync(
        this IModelRegistryClient registry, string modelName, string versionName,
        string stage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentException.ThrowIfNullOrWhiteSpace(stage);
        ModelVersion version = await registry.GetVersionAsync(modelName, versionName, cancellationToken).ConfigureAwait(false);
        return await registry.ModelVersions.PromoteAsync(version.Id, stage, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a model.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelName">The name of the model; case and every character count.</param>
    /// <param name="update">What is to change; the rest stays as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model as it is then.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no model of exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<RegisteredModel> UpdateModelAsync(
        this IModelRegistryClient registry, string modelName, RegisteredModelUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(update);
        RegisteredModel model = await registry.RegisteredModels.GetByNameAsync(modelName, cancellationToken).ConfigureAwait(false);
        return await registry.RegisteredModels.UpdateAsync(model.Id, update, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a version.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelName">The name of the model; case and every character count.</param>
    /// <param name="versionName">The name of the version; case and every character count.</param>
    /// <param name="update">What is to change; the rest stays as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version as it is then.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no model, or no version of it, of exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<ModelVersion> UpdateVersionAsync(
        this IModelRegistryClient registry, string modelName, string versionName,
        ModelVersionUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(update);
        ModelVersion version = await registry.GetVersionAsync(modelName, versionName, cancellationToken).ConfigureAwait(false);
        return await registry.ModelVersions.UpdateAsync(version.Id, update, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Archives a model: keeps it for audit and hides it from the dashboard's list of live ones. Nothing below it changes. One that is
    /// archived already is not written.
    /// </summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelName">The name of the model; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model as it is then.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no model of exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<RegisteredModel> ArchiveModelAsync(
        this IModelRegistryClient registry, string modelName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        RegisteredModel model = await registry.RegisteredModels.GetByNameAsync(modelName, cancellationToken).ConfigureAwait(false);
        return await registry.RegisteredModels.ArchiveAsync(model.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Archives a version: keeps it for audit and hides it from the dashboard's list of live ones. Nothing below it changes. One that is
    /// archived already is not written.
    /// </summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelName">The name of the model; case and every character count.</param>
    /// <param name="versionName">The name of the version; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version as it is then.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no model, or no version of it, of exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<ModelVersion> ArchiveVersionAsync(
        this IModelRegistryClient registry, string modelName, string versionName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ModelVersion version = await registry.GetVersionAsync(modelName, versionName, cancellationToken).ConfigureAwait(false);
        return await registry.ModelVersions.ArchiveAsync(version.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings an archived model back. One that is live already is not written.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelName">The name of the model; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model as it is then.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no model of exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<RegisteredModel> RestoreModelAsync(
        this IModelRegistryClient registry, string modelName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        RegisteredModel model = await registry.RegisteredModels.GetByNameAsync(modelName, cancellationToken).ConfigureAwait(false);
        return await registry.RegisteredModels.RestoreAsync(model.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings an archived version back. One that is live already is not written.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelName">The name of the model; case and every character count.</param>
    /// <param name="versionName">The name of the version; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version as it is then.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no model, or no version of it, of exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<ModelVersion> RestoreVersionAsync(
        this IModelRegistryClient registry, string modelName, string versionName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ModelVersion version = await registry.GetVersionAsync(modelName, versionName, cancellationToken).ConfigureAwait(false);
        return await registry.ModelVersions.RestoreAsync(version.Id, cancellationToken).ConfigureAwait(false);
    }
}
