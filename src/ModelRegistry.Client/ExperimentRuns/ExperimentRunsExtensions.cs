namespace ModelRegistry.Client;

/// <summary>What is often done with experiment runs, made of the operations of <see cref="IExperimentRuns"/>.</summary>
public static class ExperimentRunsExtensions
{
    /// <summary>
    /// Sets one custom property of an experiment run and keeps the others: reads the entity and, unless the property is that already,
    /// writes it.
    /// </summary>
    /// <param name="experimentRuns">The experiment runs of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment run as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<ExperimentRun> SetPropertyAsync(
        this IExperimentRuns experimentRuns, string id, string name, MetadataValue value, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(experimentRuns, id, properties => properties.With(name, value), cancellationToken);

    /// <summary>
    /// Removes one custom property of an experiment run and keeps the others: reads the entity and, unless the property is gone already,
    /// writes it.
    /// </summary>
    /// <param name="experimentRuns">The experiment runs of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment run as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Of two changes at the same time one can be lost: the server has no way to tell them apart.</remarks>
    public static Task<ExperimentRun> RemovePropertyAsync(
        this IExperimentRuns experimentRuns, string id, string name, CancellationToken cancellationToken = default) =>
        ChangePropertiesAsync(experimentRuns, id, properties => properties.Without(name), cancellationToken);

    /// <summary>
    /// Archives an experiment run: keeps it for audit and hides it from the dashboard's list of live ones. Nothing below it changes. One
    /// that is archived already is not written.
    /// </summary>
    /// <param name="experimentRuns">The experiment runs of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment run as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<ExperimentRun> ArchiveAsync(
        this IExperimentRuns experimentRuns, string id, CancellationToken cancellationToken = default) =>
        ChangeStateAsync(experimentRuns, id, ExperimentRunState.Archived, cancellationToken);

    /// <summary>Brings an archived experiment run back. One that is live already is not written.</summary>
    /// <param name="experimentRuns">The experiment runs of a registry.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment run as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    public static Task<ExperimentRun> RestoreAsync(
        this IExperimentRuns experimentRuns, string id, CancellationToken cancellationToken = default) =>
        ChangeStateAsync(experimentRuns, id, ExperimentRunState.Live, cancellationToken);

    private static Task<ExperimentRun> ChangePropertiesAsync(
        IExperimentRuns experimentRuns,
        string id,
        Func<IReadOnlyDictionary<string, MetadataValue>, Dictionary<string, MetadataValue>> change,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experimentRuns);
        return PropertyChange.ApplyAsync(
            () => experimentRuns.GetAsync(id, cancellationToken),
            change,
            properties => experimentRuns.UpdateAsync(id, new ExperimentRunUpdate { CustomProperties = properties }, cancellationToken));
    }

    private static Task<ExperimentRun> ChangeStateAsync(
        IExperimentRuns experimentRuns, string id, ExperimentRunState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experimentRuns);
        return StateChange.ApplyAsync(
            () => experimentRuns.GetAsync(id, cancellationToken),
            entity => entity.State == state,
            entity => experimentRuns.UpdateAsync(
                id, new ExperimentRunUpdate { State = state, CustomProperties = PropertyChange.SendAlong(entity) }, cancellationToken));
    }
}
