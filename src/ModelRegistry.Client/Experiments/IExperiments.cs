namespace ModelRegistry.Client;

/// <summary>Experiments: the parents of experiment runs.</summary>
public interface IExperiments
{
    /// <summary>Gets an experiment by id (<c>getExperiment</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<Experiment> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Gets an experiment by its exact name (<c>findExperiment</c>).</summary>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no experiment with exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<Experiment> GetByNameAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Finds an experiment by its exact name (<c>findExperiment</c>).</summary>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment, or <see langword="null"/> when there is none with exactly that name.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// The server takes the name for an unescaped LIKE pattern, and MariaDB ignores case; what it returns counts here only if its name is
    /// exactly the one asked for. Where the pattern matches several names, the list is searched.
    /// </remarks>
    Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Finds an experiment by its external id (<c>findExperiment</c>).</summary>
    /// <param name="externalId">The external id; on MariaDB the case of its letters does not count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<Experiment?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default);

    /// <summary>Lists experiments (<c>getExperiments</c>), page by page as they are enumerated.</summary>
    /// <param name="options">Page size and order; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Experiments.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Archived ones are listed too.</remarks>
    AsyncPageable<Experiment> ListAsync(ListOptions<Experiment>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates an experiment (<c>createExperiment</c>).</summary>
    /// <param name="experiment">What the new experiment is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment with its id and times.</returns>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// When the connection breaks before the response, the exception's <see cref="ModelRegistryException.IsOutcomeUnknown"/> is set: look
    /// the name up before creating again.
    /// </remarks>
    Task<Experiment> CreateAsync(ExperimentCreate experiment, CancellationToken cancellationToken = default);

    /// <summary>Changes an experiment (<c>updateExperiment</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="update">What is to change; the rest stays as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryConflictException">The external id is taken.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// An update without anything set still moves the time of the last update. A state that the update leaves out stays: the request says
    /// <c>null</c>, since the server resets a state that it does not find.
    /// </remarks>
    Task<Experiment> UpdateAsync(string id, ExperimentUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Lists the runs of an experiment (<c>getExperimentExperimentRuns</c>), page by page as they are enumerated.</summary>
    /// <param name="experimentId">The id of the experiment.</param>
    /// <param name="options">Page size and order; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The runs.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Archived ones are listed too. Here the server does check that the parent exists.</remarks>
    AsyncPageable<ExperimentRun> ListRunsAsync(
        string experimentId, ListOptions<ExperimentRun>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a run of an experiment (<c>createExperimentExperimentRun</c>).</summary>
    /// <param name="experimentId">The id of the experiment.</param>
    /// <param name="run">What the new run is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The run with its id and times.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>The server checks that the experiment exists.</remarks>
    Task<ExperimentRun> CreateRunAsync(string experimentId, ExperimentRunCreate run, CancellationToken cancellationToken = default);
}
