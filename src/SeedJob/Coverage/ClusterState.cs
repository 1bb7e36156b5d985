using ModelRegistry.Seeding;

namespace SeedJob.Coverage;

/// <summary>What a cluster runs, and how old that knowledge is.</summary>
/// <param name="Deployments">The deployments.</param>
/// <param name="Source">Where it comes from, as a person reads it.</param>
/// <param name="Time">When the cluster was asked, or the file was written; <see langword="null"/> when nobody knows.</param>
internal sealed record ClusterState(IReadOnlyList<ClusterDeployment> Deployments, string Source, DateTimeOffset? Time);
