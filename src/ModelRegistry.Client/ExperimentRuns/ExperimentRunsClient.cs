using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IExperimentRuns"/>
internal sealed class ExperimentRunsClient(RegistryConnection registry) : ResourceClient(registry), IExperimentRuns
{
    public Task<ExperimentRun> GetAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(Operations.GetExperimentRun.Request(id), RegistryJson.Default.ExperimentRun, cancellationToken);

    public async Task<ExperimentRun> GetByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(experimentId, name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no experiment run named '{name}' below {experimentId}.") { Operation = Operations.FindExperimentRun.Id };

    public async Task<ExperimentRun?> FindByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpExperimentRunAsync(experimentId, name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<ExperimentRun?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Operations.FindExperimentRun.Request().Query("externalId", externalId), RegistryJson.Default.ExperimentRun, cancellationToken);
    }

    public AsyncPageable<ExperimentRun> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
        List(() => Operations.GetExperimentRuns.Request(), options, RegistryJson.Default.ExperimentRunList, cancellationToken);

    public Task<ExperimentRun> CreateAsync(string experimentId, ExperimentRunCreate run, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        ArgumentNullException.ThrowIfNull(run);
        return CreateAsync(
            Operations.CreateExperimentRun.Request().WithBody(run with { ExperimentId = experimentId }, RegistryJson.Default.ExperimentRunCreate),
            RegistryJson.Default.ExperimentRun,
            run.Name,
            run.ExternalId,
            () => Registry.LookUpExperimentRunAsync(experimentId, run.Name!, cancellationToken),
            cancellationToken);
    }

    public Task<ExperimentRun> UpdateAsync(string id, ExperimentRunUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return UpdateAsync(Operations.UpdateExperimentRun.Request(id).WithBody(update, RegistryJson.Default.ExperimentRunUpdate), RegistryJson.Default.ExperimentRun, update.ExternalId, cancellationToken);
    }

    public AsyncPageable<Artifact> ListArtifactsAsync(string experimentRunId, ArtifactListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentRunId);
        return List(
            () => Operations.GetExperimentRunArtifacts.Request(experimentRunId)
                .Query("name", options?.Name)
                .Query("externalId", options?.ExternalId)
                .Query("artifactType", options?.ArtifactType?.Value),
            options,
            RegistryJson.Default.ArtifactList,
            cancellationToken);
    }

    public Task<Artifact> UpsertArtifactAsync(string experimentRunId, ArtifactCreate artifact, string? artifactId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return UpsertArtifactAsync(Operations.UpsertExperimentRunArtifact.Request(experimentRunId), experimentRunId, artifact, artifactId, cancellationToken);
    }

    public AsyncPageable<Metric> ListMetricHistoryAsync(string experimentRunId, MetricHistoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentRunId);
        return MetricHistory(() => Operations.GetExperimentRunMetricHistory.Request(experimentRunId), options, cancellationToken);
    }

    public AsyncPageable<Metric> ListMetricHistoryAsync(MetricHistoryOptions? options = null, CancellationToken cancellationToken = default) =>
        MetricHistory(() => Operations.GetExperimentRunsMetricHistory.Request(), options, cancellationToken);

    private AsyncPageable<Metric> MetricHistory(Func<ApiRequest> request, MetricHistoryOptions? options, CancellationToken cancellationToken) =>
        List(() => request().Query("name", options?.NameContains).Query("stepIds", options?.StepIds), options, RegistryJson.Default.MetricList, cancellationToken);
}
