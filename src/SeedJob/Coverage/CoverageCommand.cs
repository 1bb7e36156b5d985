using System.CommandLine;
using ModelRegistry.Seeding;
using SeedJob.Commands;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Coverage;

/// <summary>Compares what a cluster runs with what is vetted.</summary>
internal sealed class CoverageCommand : JobCommand
{
    public override string Name => "coverage";

    public override string Description =>
        "Compares what a cluster runs with what the registry holds, and says of each deployment whether it is vetted; writes nothing.";

    public override IReadOnlyList<JobOption> Options =>
    [
        .. JobOptions.RegistryGroup, JobOptions.LogFormat, JobOptions.Deployments,
        JobOptions.InCluster, JobOptions.ServiceAccount, JobOptions.Kinds, JobOptions.AllowEmpty,
        JobOptions.RegistryName, JobOptions.Policy, JobOptions.FailOn, JobOptions.Concurrency,
        JobOptions.Output.Taking("text", "json", "markdown", "github"), JobOptions.TerminationLog,
    ];

    protected override IEnumerable<Argument> Arguments => [];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = run.OutputFormat;
        IReadOnlyList<string> failOn = run.Value(
            JobOptions.FailOn, Verdicts.DefaultFailOn, Verdicts.TryParseFailOn, Verdicts.FailOnExpected);
        IReadOnlyList<SeedPolicy> policies = await run.ReadPoliciesAsync(cancellationToken).ConfigureAwait(false);
        ClusterState cluster = await ClusterReading.ReadAsync(run, cancellationToken).ConfigureAwait(false);
        string? registryName = ClusterReading.RegistryName(run, cluster);
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        DeploymentCoverage coverage = await run.ReadRegistryAsync(
            session,
            (client, concurrency, token) => DeploymentCoverage.ReadAsync(
                client,
                cluster.Deployments,
                new CoverageOptions { RegistryName = registryName, Policies = policies, Concurrency = concurrency },
                token),
            cancellationToken).ConfigureAwait(false);
        var page = new CoveragePage(coverage, cluster, session.Address, run.Environment.Time.GetUtcNow());
        page.Write(format, run.Terminal, run.Log.Announcement);
        run.Summary = page.PodSummary(run.Terminal);
        bool fails = coverage.Entries.Any(entry => failOn.Contains(Verdicts.Name(entry.Verdict), StringComparer.Ordinal))
            || (coverage.NotDeployed.Count > 0 && failOn.Contains(Verdicts.NotDeployed, StringComparer.Ordinal));
        return fails ? ExitCode.Differences : ExitCode.Success;
    }
}
