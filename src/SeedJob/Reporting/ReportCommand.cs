using ModelRegistry.Seeding;
using SeedJob.Commands;
using SeedJob.Coverage;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Reporting;

/// <summary>Writes a page that an auditor can read.</summary>
internal sealed class ReportCommand : ExportCommand
{
    public override string Name => "report";

    public override string Description =>
        "Writes a page for an auditor, in Markdown or HTML: what is vetted, by whom, since when, from where, for which hardware, and what "
        + "is archived; what runs, with --deployments; what has changed, with --since.";

    public override IReadOnlyList<JobOption> Options =>
    [
        .. base.Options.Where(option => option.Name != JobOptions.Output.Name),
        JobOptions.Html, JobOptions.Since,
        JobOptions.Deployments, JobOptions.InCluster, JobOptions.ServiceAccount,
        JobOptions.Kinds, JobOptions.AllowEmpty, JobOptions.RegistryName,
        JobOptions.Policy,
    ];

    protected override OutputFormat FormatOf(JobRun run) => OutputFormat.Markdown;

    protected override async Task<Func<RegistrySession, CancellationToken, Task<RegistryReportOptions>>> PrepareAsync(
        JobRun run, CancellationToken cancellationToken)
    {
        ReportBaseline? since = run.Text(JobOptions.Since) is { } file ? await ReadSinceAsync(file, cancellationToken)
            .ConfigureAwait(false) : null;
        IReadOnlyList<SeedPolicy> policies = await run.ReadPoliciesAsync(cancellationToken).ConfigureAwait(false);
        if (run.Text(JobOptions.Deployments) is null && !run.IsSet(JobOptions.InCluster))
        {
            return (_, _) => Task.FromResult(new RegistryReportOptions { Since = since, Policies = policies });
        }

        ClusterState cluster = await ClusterReading.ReadAsync(run, cancellationToken).ConfigureAwait(false);
        string? registryName = ClusterReading.RegistryName(run, cluster);
        return async (session, token) => new RegistryReportOptions
        {
            Since = since,
            Policies = policies,
            // Of the whole registry, whatever the report is on: what another model's version is must not pass for something unregistered.
            Coverage = await run.ReadRegistryAsync(
                session,
                (client, concurrency, readToken) => DeploymentCoverage.ReadAsync(
                    client,
                    cluster.Deployments,
                    new CoverageOptions { RegistryName = registryName, Policies = policies, Concurrency = concurrency },
                    readToken),
                token).ConfigureAwait(false),
        };
    }

    protected override string Write(JobRun run, RegistryReport report, RegistryReportOptions options)
    {
        DateTimeOffset now = run.Environment.Time.GetUtcNow();
        return run.IsSet(JobOptions.Html) ? report.ToHtml(now, options) : report.ToMarkdown(now, options);
    }

    private static async Task<ReportBaseline> ReadSinceAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return ReportBaseline.Parse(await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new JobException(ExitCode.BadInput, $"--since {file} can't be compared with: {exception.Message}", exception);
        }
    }
}
