using Refit;

namespace ModelRegistry.Client.Wire.Api;

/// <summary>Experiments: the operations of the published contract, named by their <c>operationId</c>.</summary>
internal interface IExperimentsApi
{
    [Get("experiment")]
    Task<Experiment> FindExperiment(string? name, string? externalId, CancellationToken cancellationToken);

    [Get("experiments")]
    Task<ListResponse<Experiment>> GetExperiments(PageQuery page, CancellationToken cancellationToken);

    [Post("experiments")]
    Task<Experiment> CreateExperiment([Body] ExperimentCreate body, CancellationToken cancellationToken);

    [Get("experiments/{experimentId}")]
    Task<Experiment> GetExperiment(string experimentId, CancellationToken cancellationToken);

    [Patch("experiments/{experimentId}")]
    Task<Experiment> UpdateExperiment(
        string experimentId, [Body] ExperimentUpdate body, CancellationToken cancellationToken);

    [Get("experiments/{experimentId}/experiment_runs")]
    Task<ListResponse<ExperimentRun>> GetExperimentExperimentRuns(
        string experimentId, string? name, string? externalId, PageQuery page, CancellationToken cancellationToken);

    [Post("experiments/{experimentId}/experiment_runs")]
    Task<ExperimentRun> CreateExperimentExperimentRun(
        string experimentId, [Body] ExperimentRunCreate body, CancellationToken cancellationToken);
}
