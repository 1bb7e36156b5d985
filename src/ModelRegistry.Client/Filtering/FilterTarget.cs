namespace ModelRegistry.Client.Filtering;

/// <summary>The lists that a filter can be used on, and those that ignore it.</summary>
[Flags]
internal enum FilterTarget
{
    None = 0,
    RegisteredModels = 1,
    ModelVersions = 2,
    Experiments = 4,
    ExperimentRuns = 8,
    Artifacts = 16,
    MetricHistory = 32,

    /// <summary>A list on which the server does not even look at the filter.</summary>
    Ignored = 64,
    CatalogModels = 128,
    CatalogArtifacts = 256,

    Contexts = RegisteredModels | ModelVersions | Experiments | ExperimentRuns,
    AnyArtifacts = Artifacts | MetricHistory,
    All = Contexts | AnyArtifacts,
}
