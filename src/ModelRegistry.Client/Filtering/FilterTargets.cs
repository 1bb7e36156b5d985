namespace ModelRegistry.Client.Filtering;

/// <summary>Tells which list a filter is for: each kind of entity is listed in one way only.</summary>
internal static class FilterTargets
{
    public static FilterTarget Of<T>() => typeof(T) switch
    {
        var type when type == typeof(RegisteredModel) => FilterTarget.RegisteredModels,
        var type when type == typeof(ModelVersion) => FilterTarget.ModelVersions,
        var type when type == typeof(Experiment) => FilterTarget.Experiments,
        var type when type == typeof(ExperimentRun) => FilterTarget.ExperimentRuns,
        var type when type == typeof(Artifact) => FilterTarget.Artifacts,
        var type when type == typeof(Metric) => FilterTarget.MetricHistory,

        // Model artifacts, serving environments, inference services and serving actions: the server ignores filters on them.
        _ => FilterTarget.None,
    };

    public static bool IsBelowParent(FilterTarget target) =>
        target is not (FilterTarget.RegisteredModels or FilterTarget.Experiments or FilterTarget.None);

    public static string? NameOf(RegistryResource entity) => entity switch
    {
        ModelVersion version => version.Name,
        ExperimentRun run => run.Name,
        Artifact artifact => artifact.Name,
        RegisteredModel model => model.Name,
        Experiment experiment => experiment.Name,
        _ => null,
    };
}
