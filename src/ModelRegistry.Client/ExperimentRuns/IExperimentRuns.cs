namespace ModelRegistry.Client;

/// <summary>Experiment runs: the parents of the metrics, parameters and artifacts that they make.</summary>
public interface IExperimentRuns
{
    /// <summary>Gets an experiment run by id (<c>getExperimentRun</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment run.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ExperimentRun> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Gets an experiment run by its exact name (<c>findExperimentRun</c>).</summary>
    /// <param name="experimentId">The id of the experiment that the run belongs to.</param>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment run.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no experiment run with exactly that name.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ExperimentRun> GetByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default);

    /// <summary>Finds an experiment run by its exact name (<c>findExperimentRun</c>).</summary>
    /// <param name="experimentId">The id of the experiment that the run belongs to.</param>
    /// <param name="name">The name; case and every character count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment run, or <see langword="null"/> when there is none with exactly that name.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// The server takes the name for an unescaped LIKE pattern, and MariaDB ignores case; what it returns counts here only if its name is
    /// exactly the one asked for. Where the pattern matches several names, the list is searched.
    /// </remarks>
    Task<ExperimentRun?> FindByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default);

    /// <summary>Finds an experiment run by its external id (<c>findExperimentRun</c>).</summary>
    /// <param name="externalId">The external id; on MariaDB the case of its letters does not count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment run, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    Task<ExperimentRun?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default);

    /// <summary>Lists experiment runs (<c>getExperimentRuns</c>), page by page as they are enumerated.</summary>
    /// <param name="options">Page size and order; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Experiment runs.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>Archived ones are listed too.</remarks>
    AsyncPageable<ExperimentRun> ListAsync(ListOptions<ExperimentRun>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates an experiment run (<c>createExperimentRun</c>).</summary>
    /// <param name="experimentId">The id of the experiment that the run belongs to.</param>
    /// <param name="run">What the new experiment run is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment run with its id and times.</returns>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// When the connection breaks before the response, the exception's <see cref="ModelRegistryException.IsOutcomeUnknown"/> is set: look
    /// the name up before creating again.
    /// </remarks>
    Task<ExperimentRun> CreateAsync(string experimentId, ExperimentRunCreate run, CancellationToken cancellationToken = default);

    /// <summary>Changes an experiment run (<c>updateExperimentRun</c>).</summary>
    /// <param name="id">The id.</param>
    /// <param name="update">What is to change; the rest stays as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The experiment run as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryConflictException">The external id is taken.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// An update without anything set still moves the time of the last update. A state that the update leaves out stays: the request says
    /// <c>null</c>, since the server resets a state that it does not find.
    /// </remarks>
    Task<ExperimentRun> UpdateAsync(string id, ExperimentRunUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Lists the artifacts of an experiment run (<c>getExperimentRunArtifacts</c>), page by page as they are enumerated.</summary>
    /// <param name="experimentRunId">The id of the parent.</param>
    /// <param name="options">Page size, order, kind and name; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifacts of all kinds; none when there is no such parent, since the server does not check.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    AsyncPageable<Artifact> ListArtifactsAsync(
        string experimentRunId, ArtifactListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates an artifact below an experiment run, or updates one and attaches it there (<c>upsertExperimentRunArtifact</c>).
    /// </summary>
    /// <param name="experimentRunId">The id of the parent.</param>
    /// <param name="artifact">What the artifact is made of.</param>
    /// <param name="artifactId">The id of an artifact to update and attach; <see langword="null"/> to create one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The artifact as it is then.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryConflictException">
    /// The name or the external id is taken; <see cref="ModelRegistryConflictException.Field"/> says which.
    /// </exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// Without an id the server creates the artifact, except that a metric or parameter whose name is taken below this parent is updated.
    /// It looks for that name as a LIKE pattern, so that <c>a_c</c> overwrites <c>abc</c>. With an id it updates that artifact, keeps its
    /// name, and makes it belong to this parent too. Below a run the update replaces the custom properties, also when none are sent; and
    /// each metric is added to the metric history, where two within a millisecond collide (status 500, the metric itself is stored).
    /// </remarks>
    Task<Artifact> UpsertArtifactAsync(
        string experimentRunId, ArtifactCreate artifact, string? artifactId = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists all values that the metrics of a run have had (<c>getExperimentRunMetricHistory</c>), page by page as they are enumerated.
    /// </summary>
    /// <param name="experimentRunId">The id of the run.</param>
    /// <param name="options">Page size, order, metric and steps; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The values.</returns>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such entity.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// What the server returns are the recorded values of the metrics, oldest first; their ids are of their own and can't be read
    /// elsewhere.
    /// </remarks>
    AsyncPageable<Metric> ListMetricHistoryAsync(
        string experimentRunId, MetricHistoryOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists all values that the metrics of all runs have had (<c>getExperimentRunsMetricHistory</c>), page by page as they are enumerated.
    /// </summary>
    /// <param name="options">Page size, order, metric and steps; everything in order of ids when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The values.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <remarks>
    /// What the server returns are the recorded values of the metrics, oldest first; their ids are of their own and can't be read
    /// elsewhere.
    /// </remarks>
    AsyncPageable<Metric> ListMetricHistoryAsync(MetricHistoryOptions? options = null, CancellationToken cancellationToken = default);
}
