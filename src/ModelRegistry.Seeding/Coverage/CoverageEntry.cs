namespace ModelRegistry.Seeding;

/// <summary>A deployment, and what the registry says of it.</summary>
/// <param name="Deployment">The deployment.</param>
/// <param name="Verdict">The worst that is to be said of anything it loads.</param>
/// <param name="Findings">Why, one sentence each, the worst first; for a vetted one, how that is known.</param>
/// <param name="Versions">The registered versions that it runs, as <c>model/version</c>.</param>
public sealed record CoverageEntry(
    ClusterDeployment Deployment, CoverageVerdict Verdict, IReadOnlyList<string> Findings, IReadOnlyList<string> Versions);
