using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Experiment runs: the operations of the published contract, named by their <c>operationId</c>.</summary>
internal interface IExperimentRunsApi
{
    [Get("experiment_run")]
    Task<ExperimentRun> FindExperimentRun(string? name, string? externalId, string? parentResourceId, CancellationToken cancellationToken);

    [Get("experiment_runs")]
    Task<ListResponse<ExperimentRun>> GetExperimentRuns(PageQuery page, CancellationToken cancellationToken);

    [Post("experiment_runs")]
    Task<ExperimentRun> CreateExperimentRun([Body] ExperimentRunCreate body, CancellationToken cancellationToken);

    [Get("experiment_runs/metric_history")]
    Task<ListResponse<Metric>> GetExperimentRunsMetricHistory(
        string? name, string? stepIds, PageQuery page, CancellationToken cancellationToken);

    [Get("experiment_runs/{experimentrunId}")]
    Task<ExperimentRun> GetExperimentRun(string experimentrunId, CancellationToken cancellationToken);

    [Patch("experiment_runs/{experimentrunId}")]
    Task<ExperimentRun> UpdateExperimentRun(
        string experimentrunId, [Body] ExperimentRunUpdate body, CancellationToken cancellationToken);

    [Get("experiment_runs/{experimentrunId}/metric_history")]
    Task<ListResponse<Metric>> GetExperimentRunMetricHistory(
        string experimentrunId, string? name, string? stepIds, PageQuery page, CancellationToken cancellationToken);
}
