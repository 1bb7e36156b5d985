namespace ModelRegistry.Client;

/// <summary>What is often done with experiments, made of the operations of <see cref="IExperiments"/>.</summary>
public static class ExperimentsExtensions
{
    /// <summary>
    /// Sets one custom property of an experiment and keeps the others: reads the entity and, unless the property is that already, writes
    /// it.
    /// </summary>
    /// <param name="experiments">The experiments of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<Experiment> SetPropertyAsync(
        this IExperiments experiments, string id, string name, MetadataValue value, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(experiments, id, properties => properties.With(name, value), cancellationToken);

    /// <summary>
    /// Removes one custom property of an experiment and keeps the others: reads the entity and, unless the property is gone already, writes
    /// it.
    /// </summary>
    /// <param name="experiments">The experiments of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<Experiment> RemovePropertyAsync(
        this IExperiments experiments, string id, string name, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(experiments, id, properties => properties.Without(name), cancellationToken);

    /// <summary>
    /// Archives an experiment: keeps it for audit and hides it from the dashboard's list of live ones. Nothing below it changes. One that
    /// is archived already is not written.
    /// </summary>
    /// <param name="experiments">The experiments of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<Experiment> ArchiveAsync(this IExperiments experiments, string id, CancellationToken cancellationToken = default) =>
        ChangeStateAsync(experiments, id, ExperimentState.Archived, cancellationToken);

    /// <summary>Brings an archived experiment back. One that is live already is not written.</summary>
    /// <param name="experiments">The experiments of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<Experiment> RestoreAsync(this IExperiments experiments, string id, CancellationToken cancellationToken = default) =>
        ChangeStateAsync(experiments, id, ExperimentState.Live, cancellationToken);

    private static Task<Experiment> ChangePropertiesAsync(
        IExperiments experiments,
        string id,
        Func<IReadOnlyDictionary<string, MetadataValue>, Dictionary<string, MetadataValue>> change,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        return PropertyChange.ApplyAsync(
            () => experiments.GetAsync(id, cancellationToken),
            change,
            properties => experiments.UpdateAsync(id, new ExperimentUpdate { CustomProperties = properties }, cancellationToken));
    }

    private static Task<Experiment> ChangeStateAsync(
        IExperiments experiments, string id, ExperimentState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        return StateChange.ApplyAsync(
            () => experiments.GetAsync(id, cancellationToken),
            entity => entity.State == state,
            entity => experiments.UpdateAsync(
                id, new ExperimentUpdate { State = state, CustomProperties = PropertyChange.SendAlong(entity) }, cancellationToken));
    }
}
