using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IExperiments"/>
internal sealed class ExperimentsClient(RegistryConnection registry) : ResourceClient(registry), IExperiments
{
    private IExperimentsApi Api => Registry.Api.Experiments;

    public Task<Experiment> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Api.GetExperiment(Id(id), cancellationToken);

    public async Task<Experiment> GetByNameAsync(string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no experiment named '{name}'.") { Operation = "findExperiment" };

    public async Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpExperimentAsync(name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<Experiment?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Api.FindExperiment(null, externalId, cancellationToken));
    }

    public AsyncPageable<Experiment> ListAsync(ListOptions<Experiment>? options = null, CancellationToken cancellationToken = default) =>
        List(Api.GetExperiments, options, cancellationToken);

    public Task<Experiment> CreateAsync(ExperimentCreate experiment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return CreateAsync(
            () => Api.CreateExperiment(experiment, cancellationToken),
            experiment,
            () => Registry.LookUpExperimentAsync(experiment.Name, cancellationToken));
    }

    public Task<Experiment> UpdateAsync(string id, ExperimentUpdate update, CancellationToken cancellationToken = default) =>
        UpdateAsync(Api.UpdateExperiment, Api.GetExperiment, Id(id), update, cancellationToken);

    public AsyncPageable<ExperimentRun> ListRunsAsync(
        string experimentId, ListOptions<ExperimentRun>? options = null, CancellationToken cancellationToken = default)
    {
        string id = Id(experimentId);
        return List((page, token) => Api.GetExperimentExperimentRuns(id, null, null, page, token), options, cancellationToken);
    }

    public Task<ExperimentRun> CreateRunAsync(string experimentId, ExperimentRunCreate run, CancellationToken cancellationToken = default)
    {
        string id = Id(experimentId);
        ArgumentNullException.ThrowIfNull(run);
        return CreateAsync(
            () => Api.CreateExperimentExperimentRun(id, run with { ExperimentId = experimentId }, cancellationToken),
            run,
            () => Registry.LookUpExperimentRunAsync(experimentId, run.Name!, cancellationToken));
    }
}
