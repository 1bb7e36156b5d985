namespace ModelRegistry.Seeding;

/// <summary>What stands on a report besides what the registry holds.</summary>
public sealed record RegistryReportOptions
{
    /// <summary>Gets what a cluster runs, as the registry judges it.</summary>
    /// <value>The default is <see langword="null"/>: then nothing is said of deployments.</value>
    public DeploymentCoverage? Coverage { get; init; }

    /// <summary>Gets what to compare with.</summary>
    /// <value>The default is <see langword="null"/>: then nothing is said of changes.</value>
    public ReportBaseline? Since { get; init; }

    /// <summary>
    /// Gets policies: where they say where model artifacts may be from (<see cref="SeedPolicy.AllowedOrigins"/>), a section lists what is
    /// from elsewhere.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<SeedPolicy> Policies { get; init; } = [];
}
