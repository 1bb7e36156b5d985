using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IExperimentRuns"/>
internal sealed class ExperimentRunsClient(RegistryConnection registry) : ResourceClient(registry), IExperimentRuns
{
    private IExperimentRunsApi Api => Registry.Api.ExperimentRuns;

    private IExperimentRunArtifactsApi Artifacts => Registry.Api.ExperimentRunArtifacts;

    public Task<ExperimentRun> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Api.GetExperimentRun(Id(id), cancellationToken);

    public async Task<ExperimentRun> GetByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(experimentId, name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no experiment run named '{name}' below {experimentId}.")
        {
            Operation = "findExperimentRun",
        };

    public async Task<ExperimentRun?> FindByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpExperimentRunAsync(experimentId, name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<ExperimentRun?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Api.FindExperimentRun(null, externalId, null, cancellationToken));
    }

    public AsyncPageable<ExperimentRun> ListAsync(
        ListOptions<ExperimentRun>? options = null, CancellationToken cancellationToken = default) =>
        List(Api.GetExperimentRuns, options, cancellationToken);

    public Task<ExperimentRun> CreateAsync(string experimentId, ExperimentRunCreate run, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        ArgumentNullException.ThrowIfNull(run);
        return CreateAsync(
            () => Api.CreateExperimentRun(run with { ExperimentId = experimentId }, cancellationToken),
            run,
            () => Registry.LookUpExperimentRunAsync(experimentId, run.Name!, cancellationToken));
    }

    public Task<ExperimentRun> UpdateAsync(string id, ExperimentRunUpdate update, CancellationToken cancellationToken = default) =>
        UpdateAsync(Api.UpdateExperimentRun, Api.GetExperimentRun, Id(id), update, cancellationToken);

    public AsyncPageable<Artifact> ListArtifactsAsync(
        string experimentRunId, ArtifactListOptions? options = null, CancellationToken cancellationToken = default)
    {
        string id = Id(experimentRunId);
        return List(
            (page, token) =>
                Artifacts.GetExperimentRunArtifacts(id, options?.Name, options?.ExternalId, options?.ArtifactType?.Value, page, token),
            options,
            cancellationToken);
    }

    public Task<Artifact> UpsertArtifactAsync(
        string experimentRunId, ArtifactCreate artifact, string? artifactId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return UpsertArtifactAsync(Artifacts.UpsertExperimentRunArtifact, Id(experimentRunId), artifact, artifactId, cancellationToken);
    }

    public AsyncPageable<Metric> ListMetricHistoryAsync(
        string experimentRunId, MetricHistoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        string id = Id(experimentRunId);
        return List(
            (page, token) => Api.GetExperimentRunMetricHistory(id, options?.NameContains, options?.StepIds, page, token),
            options, cancellationToken);
    }

    public AsyncPageable<Metric> ListMetricHistoryAsync(
        MetricHistoryOptions? options = null, CancellationToken cancellationToken = default) =>
        List(
            (page, token) => Api.GetExperimentRunsMetricHistory(options?.NameContains, options?.StepIds, page, token),
            options,
            cancellationToken);
}
