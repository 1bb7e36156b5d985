namespace ModelRegistry.Client;

/// <summary>What is often done with model versions, made of the operations of <see cref="IModelVersions"/>.</summary>
public static class ModelVersionsExtensions
{
    /// <summary>
    /// The custom property that holds the stage of a version: <c>stage</c>, a text such as <c>staging</c> or <c>production</c>. This is a
    /// convention of this library; the registry itself knows no stages.
    /// </summary>
    public const string StageProperty = "stage";

    /// <summary>
    /// Sets one custom property of a model version and keeps the others: reads the entity and, unless the property is that already, writes
    /// it.
    /// </summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<ModelVersion> SetPropertyAsync(
        this IModelVersions modelVersions, string id, string name, MetadataValue value, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(modelVersions, id, properties => properties.With(name, value), cancellationToken);

    /// <summary>
    /// Removes one custom property of a model version and keeps the others: reads the entity and, unless the property is gone already,
    /// writes it.
    /// </summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<ModelVersion> RemovePropertyAsync(
        this IModelVersions modelVersions, string id, string name, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(modelVersions, id, properties => properties.Without(name), cancellationToken);

    /// <summary>
    /// Adds labels to a model version: custom properties that hold an empty text, which the dashboard shows as labels. A property that
    /// holds something else is kept.
    /// </summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<ModelVersion> AddLabelsAsync(
        this IModelVersions modelVersions, string id, IEnumerable<string> labels, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(
            modelVersions, id, properties => labels.Where(label => !properties.ContainsKey(label)).Aggregate(
                new Dictionary<string, MetadataValue>(properties, StringComparer.Ordinal),
                static (all, label) => all.With(label, "")), cancellationToken);

    /// <summary>
    /// Removes labels from a model version. A custom property of that name that holds more than an empty text is no label and is kept.
    /// </summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="labels">The labels; case counts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<ModelVersion> RemoveLabelsAsync(
        this IModelVersions modelVersions, string id, IEnumerable<string> labels, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(
            modelVersions, id, properties => labels.Where(label => properties.GetString(label) == "").Aggregate(
                new Dictionary<string, MetadataValue>(properties, StringComparer.Ordinal),
                static (all, label) => all.Without(label)), cancellationToken);

    /// <summary>
    /// Archives a model version: keeps it for audit and hides it from the dashboard's list of live ones. Nothing below it changes. One that
    /// is archived already is not written.
    /// </summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<ModelVersion> ArchiveAsync(
        this IModelVersions modelVersions, string id, CancellationToken cancellationToken = default) =>
        ChangeStateAsync(modelVersions, id, ModelVersionState.Archived, cancellationToken);

    /// <summary>Brings an archived model version back. One that is live already is not written.</summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<ModelVersion> RestoreAsync(
        this IModelVersions modelVersions, string id, CancellationToken cancellationToken = default) =>
        ChangeStateAsync(modelVersions, id, ModelVersionState.Live, cancellationToken);

    /// <summary>Gets the stage that a version was promoted to.</summary>
    /// <param name="version">The version.</param>
    /// <returns>The stage, or <see langword="null"/> when there is none.</returns>
    public static string? GetStage(this ModelVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.CustomProperties.GetString(StageProperty);
    }

    /// <summary>
    /// Promotes a version to a stage: sets its custom property <see cref="StageProperty"/>. Other versions of the model keep theirs.
    /// </summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="stage">The stage, for example <c>production</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The model version as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<ModelVersion> PromoteAsync(
        this IModelVersions modelVersions, string id, string stage, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(stage);
        return modelVersions.SetPropertyAsync(id, StageProperty, stage, cancellationToken);
    }

    private static Task<ModelVersion> ChangePropertiesAsync(
        IModelVersions modelVersions,
        string id,
        Func<IReadOnlyDictionary<string, MetadataValue>, Dictionary<string, MetadataValue>> change,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(modelVersions);
        return PropertyChange.ApplyAsync(
            () => modelVersions.GetAsync(id, cancellationToken),
            change,
            properties => modelVersions.UpdateAsync(id, new ModelVersionUpdate { CustomProperties = properties }, cancellationToken));
    }

    private static Task<ModelVersion> ChangeStateAsync(
        IModelVersions modelVersions, string id, ModelVersionState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(modelVersions);
        return StateChange.ApplyAsync(
            () => modelVersions.GetAsync(id, cancellationToken),
            entity => entity.State == state,
            entity => modelVersions.UpdateAsync(
                id, new ModelVersionUpdate { State = state, CustomProperties = PropertyChange.SendAlong(entity) }, cancellationToken));
    }
}
