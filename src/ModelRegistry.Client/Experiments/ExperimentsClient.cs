using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <inheritdoc cref="IExperiments"/>
internal sealed class ExperimentsClient(RegistryConnection registry) : ResourceClient(registry), IExperiments
{
    public Task<Experiment> GetAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(Operations.GetExperiment.Request(id), RegistryJson.Default.Experiment, cancellationToken);

    public async Task<Experiment> GetByNameAsync(string name, CancellationToken cancellationToken = default) =>
        await FindByNameAsync(name, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelRegistryNotFoundException($"The registry has no experiment named '{name}'.") { Operation = Operations.FindExperiment.Id };

    public async Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken = default) =>
        (await Registry.LookUpExperimentAsync(name, cancellationToken).ConfigureAwait(false)).Exact;

    public Task<Experiment?> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return FindAsync(Operations.FindExperiment.Request().Query("externalId", externalId), RegistryJson.Default.Experiment, cancellationToken);
    }

    public AsyncPageable<Experiment> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
        List(() => Operations.GetExperiments.Request(), options, RegistryJson.Default.ExperimentList, cancellationToken);

    public Task<Experiment> CreateAsync(ExperimentCreate experiment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return CreateAsync(
            Operations.CreateExperiment.Request().WithBody(experiment, RegistryJson.Default.ExperimentCreate),
            RegistryJson.Default.Experiment,
            experiment.Name,
            experiment.ExternalId,
            () => Registry.LookUpExperimentAsync(experiment.Name, cancellationToken),
            cancellationToken);
    }

    public Task<Experiment> UpdateAsync(string id, ExperimentUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return UpdateAsync(Operations.UpdateExperiment.Request(id).WithBody(update, RegistryJson.Default.ExperimentUpdate), RegistryJson.Default.Experiment, update.ExternalId, cancellationToken);
    }

    public AsyncPageable<ExperimentRun> ListRunsAsync(string experimentId, ListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        return List(() => Operations.GetExperimentExperimentRuns.Request(experimentId), options, RegistryJson.Default.ExperimentRunList, cancellationToken);
    }

    public Task<ExperimentRun> CreateRunAsync(string experimentId, ExperimentRunCreate run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return CreateAsync(
            Operations.CreateExperimentExperimentRun.Request(experimentId)
                .WithBody(run with { ExperimentId = experimentId }, RegistryJson.Default.ExperimentRunCreate),
            RegistryJson.Default.ExperimentRun,
            run.Name,
            run.ExternalId,
            () => Registry.LookUpExperimentRunAsync(experimentId, run.Name!, cancellationToken),
            cancellationToken);
    }
}
