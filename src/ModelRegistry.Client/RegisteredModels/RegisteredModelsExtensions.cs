namespace ModelRegistry.Client;

/// <summary>What is often done with registered models, made of the operations of <see cref="IRegisteredModels"/>.</summary>
public static class RegisteredModelsExtensions
{
    /// <summary>
    /// Sets one custom property of a registered model and keeps the others: reads the entity and, unless the property is that already,
    /// writes it.
    /// </summary>
    /// <param name="registeredModels">The registered models of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<RegisteredModel> SetPropertyAsync(
        this IRegisteredModels registeredModels, string id, string name,
        MetadataValue value, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(registeredModels, id, properties => properties.With(name, value), cancellationToken);

    /// <summary>
    /// Removes one custom property of a registered model and keeps the others: reads the entity and, unless the property is gone already,
    /// writes it.
    /// </summary>
    /// <param name="registeredModels">The registered models of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<RegisteredModel> RemovePropertyAsync(
        this IRegisteredModels registeredModels, string id, string name, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(registeredModels, id, properties => properties.Without(name), cancellationToken);

    /// <summary>
    /// Adds labels to a registered model: custom properties that hold an empty text, which the dashboard shows as labels. A property that
    /// holds something else is kept.
    /// </summary>
    /// <param name="registeredModels">The registered models of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<RegisteredModel> AddLabelsAsync(
        this IRegisteredModels registeredModels, string id, IEnumerable<string> labels, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(
            registeredModels, id, properties => labels.Where(label => !properties.ContainsKey(label)).Aggregate(
                new Dictionary<string, MetadataValue>(properties, StringComparer.Ordinal),
                static (all, label) => all.With(label, "")), cancellationToken);

    /// <summary>
    /// Removes labels from a registered model. A custom property of that name that holds more than an empty text is no label and is kept.
    /// </summary>
    /// <param name="registeredModels">The registered models of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="labels">The labels; case counts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<RegisteredModel> RemoveLabelsAsync(
        this IRegisteredModels registeredModels, string id, IEnumerable<string> labels, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(
            registeredModels, id, properties => labels.Where(label => properties.GetString(label) == "").Aggregate(
                new Dictionary<string, MetadataValue>(properties, StringComparer.Ordinal),
                static (all, label) => all.Without(label)), cancellationToken);

    /// <summary>
    /// Archives a registered model: keeps it for audit and hides it from the dashboard's list of live ones. Nothing below it changes. One
    /// that is archived already is not written.
    /// </summary>
    /// <param name="registeredModels">The registered models of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<RegisteredModel> ArchiveAsync(
        this IRegisteredModels registeredModels, string id, CancellationToken cancellationToken = default) =>
        ChangeStateAsync(registeredModels, id, RegisteredModelState.Archived, cancellationToken);

    /// <summary>Brings an archived registered model back. One that is live already is not written.</summary>
    /// <param name="registeredModels">The registered models of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registered model as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<RegisteredModel> RestoreAsync(
        this IRegisteredModels registeredModels, string id, CancellationToken cancellationToken = default) =>
        ChangeStateAsync(registeredModels, id, RegisteredModelState.Live, cancellationToken);

    /// <summary>Finds the newest version of a model: the one that was created last.</summary>
    /// <param name="registeredModels">The registered models of a registry.</param>
    /// <param name="registeredModelId">The id of the model.</param>
    /// <param name="liveOnly">Whether archived versions don't count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static async Task<ModelVersion?> FindLatestVersionAsync(
        this IRegisteredModels registeredModels, string registeredModelId,
        bool liveOnly = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registeredModels);

        // Ids grow with every creation, and unlike times no two are equal. Old servers ignore the filter, so the state is looked at.
        var newestFirst = new ModelVersionListOptions
        {
            PageSize = 1,
            OrderBy = OrderBy.Id,
            SortOrder = SortOrder.Descending,
            Filter = liveOnly ? ModelVersionFilter.State == ModelVersionState.Live : null,
        };
        await foreach (ModelVersion version in registeredModels.ListVersionsAsync(
            registeredModelId, newestFirst, cancellationToken).ConfigureAwait(false))
        {
            if (!liveOnly || version.State == ModelVersionState.Live)
            {
                return version;
            }
        }

        return null;
    }

    /// <summary>Gets the version of a model that was created last.</summary>
    /// <param name="registeredModels">The registered models of a registry.</param>
    /// <param name="registeredModelId">The id of the model.</param>
    /// <param name="liveOnly">Whether archived versions are passed over.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ModelRegistryNotFoundException">
    /// The model has no version, or none that is live, or there is no such model.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static async Task<ModelVersion> GetLatestVersionAsync(
        this IRegisteredModels registeredModels, string registeredModelId,
        bool liveOnly = false, CancellationToken cancellationToken = default) =>
        await registeredModels.FindLatestVersionAsync(registeredModelId, liveOnly, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registered model {registeredModelId} has no {(liveOnly ? "live " : "")}version.")
        {
            Operation = "getRegisteredModelVersions",
        };

    private static Task<RegisteredModel> ChangePropertiesAsync(
        IRegisteredModels registeredModels,
        string id,
        Func<IReadOnlyDictionary<string, MetadataValue>, Dictionary<string, MetadataValue>> change,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registeredModels);
        return PropertyChange.ApplyAsync(
            () => registeredModels.GetAsync(id, cancellationToken),
            change,
            properties => registeredModels.UpdateAsync(id, new RegisteredModelUpdate { CustomProperties = properties }, cancellationToken));
    }

    private static Task<RegisteredModel> ChangeStateAsync(
        IRegisteredModels registeredModels, string id, RegisteredModelState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registeredModels);
        return StateChange.ApplyAsync(
            () => registeredModels.GetAsync(id, cancellationToken),
            entity => entity.State == state,
            entity => registeredModels.UpdateAsync(
                id, new RegisteredModelUpdate { State = state, CustomProperties = PropertyChange.SendAlong(entity) }, cancellationToken));
    }
}
