namespace ModelRegistry.Client.Tests.Completeness;

/// <summary>What entities need around them: parents, and others to point to.</summary>
internal sealed record Surroundings(
    ModelRegistryClient Registry, string ModelId, string VersionId, string OtherVersionId,
    string EnvironmentId, string ServiceId, string ExperimentId, string RunId)
{
    public static async Task<Surroundings> MakeAsync(ModelRegistryClient registry, Func<string, string> unique)
    {
        RegisteredModel model = await registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = unique("model") });
        ModelVersion version = await registry.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = unique("version") });
        ModelVersion other = await registry.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = unique("version") });
        ServingEnvironment environment = await registry.ServingEnvironments.CreateAsync(
            new ServingEnvironmentCreate { Name = unique("environment") });
        InferenceService service = await registry.InferenceServices.CreateAsync(
            environment.Id, new InferenceServiceCreate { Name = unique("service"), RegisteredModelId = model.Id });
        Experiment experiment = await registry.Experiments.CreateAsync(new ExperimentCreate { Name = unique("experiment") });
        ExperimentRun run = await registry.ExperimentRuns.CreateAsync(experiment.Id, new ExperimentRunCreate { Name = unique("run") });
        return new Surroundings(registry, model.Id, version.Id, other.Id, environment.Id, service.Id, experiment.Id, run.Id);
    }

    /// <summary>The id of another entity that a field must hold; <see langword="null"/> for fields that hold something else.</summary>
    public string? Reference(string field, int variant) => (field, variant) switch
    {
        ("RegisteredModelId", _) => ModelId,
        ("ModelVersionId", 1) => VersionId,
        ("ModelVersionId", _) => OtherVersionId,
        _ => null,
    };
}
