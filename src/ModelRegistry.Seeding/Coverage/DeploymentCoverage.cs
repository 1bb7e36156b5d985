using ModelRegistry.Client;
using ModelRegistry.Seeding.Coverage;
using ModelRegistry.Seeding.Exporting;

namespace ModelRegistry.Seeding;

/// <summary>What runs, against what is vetted: a verdict on each deployment, and the live versions that none of them runs.</summary>
public sealed record DeploymentCoverage
{
    /// <summary>Gets a verdict on each deployment, in order of namespace, name and kind.</summary>
    public required IReadOnlyList<CoverageEntry> Entries { get; init; }

    /// <summary>Gets the live versions of live models that no deployment runs, as <c>model/version</c>, sorted.</summary>
    public required IReadOnlyList<string> NotDeployed { get; init; }

    /// <summary>Gets when a model, version or artifact of the registry was last changed.</summary>
    /// <value><see langword="null"/> when the registry is empty.</value>
    public DateTimeOffset? RegistryChanged { get; init; }

    /// <summary>Gets when the newest of the deployments was made.</summary>
    /// <value><see langword="null"/> when there is none that says so.</value>
    public DateTimeOffset? NewestDeployment { get; init; }

    /// <summary>Reads the registry, writes nothing, and judges the deployments.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="deployments">What a cluster runs: see <see cref="ClusterDeployments"/>.</param>
    /// <param name="options">How to compare; the defaults when not given.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The verdicts.</returns>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    public static async Task<DeploymentCoverage> ReadAsync(
        IModelRegistryClient registry,
        IReadOnlyList<ClusterDeployment> deployments,
        CoverageOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(deployments);
        options ??= new CoverageOptions();
        RegistryContent content = await RegistryContent
            .ReadAsync(registry, new SeedExportOptions { Concurrency = options.Concurrency }, cancellationToken)
            .ConfigureAwait(false);
        return Of(content, deployments, options);
    }

    internal static DeploymentCoverage Of(RegistryContent content, IReadOnlyList<ClusterDeployment> deployments, CoverageOptions options)
    {
        var judge = new CoverageJudge(content, options);
        CoverageEntry[] entries =
        [
            .. deployments
                .OrderBy(deployment => deployment.Namespace, StringComparer.Ordinal)
                .ThenBy(deployment => deployment.Name, StringComparer.Ordinal)
                .ThenBy(deployment => deployment.Kind, StringComparer.Ordinal)
                .Select(judge.Judge),
        ];
        return new DeploymentCoverage
        {
            Entries = entries,
            NotDeployed = judge.NotDeployed(),
            RegistryChanged = content.Models
                .SelectMany(model => (IEnumerable<RegistryResource>)
                    [
                        model.Model,
                        .. model.Versions.Select(version => version.Version),
                        .. model.Versions.SelectMany(version => version.Artifacts),
                    ])
                .Max(entity => entity.LastUpdateTime),
            NewestDeployment = deployments.Max(deployment => deployment.CreateTime),
        };
    }

    /// <summary>Counts the deployments of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns>How many have it.</returns>
    public int Count(CoverageVerdict verdict) => Entries.Count(entry => entry.Verdict == verdict);
}
