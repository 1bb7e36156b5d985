namespace ModelRegistry.Client.Filtering;

/// <summary>The lists that a filter can be used on.</summary>
internal enum FilterTarget
{
    None = 0,
    RegisteredModels,
    ModelVersions,
    Experiments,
    ExperimentRuns,
    Artifacts,
    MetricHistory,
    CatalogModels,
    CatalogArtifacts,
}
