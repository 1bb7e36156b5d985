using ModelRegistry.Seeding;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Shows field by field what an apply would change.</summary>
internal class PlanCommand : JobCommand
{
    public override string Name => "plan";

    public override string Description => "Shows what apply would change, field by field; writes nothing.";

    public override IReadOnlyList<JobOption> Options =>
    [
        JobOptions.Registry, JobOptions.TokenFile, JobOptions.CaFile, JobOptions.ApiVersion, JobOptions.Wait, JobOptions.Policy, JobOptions.SecretVariables,
        JobOptions.NoFileValues, JobOptions.Concurrency, JobOptions.Prune, JobOptions.PruneLimit, JobOptions.ArchiveDeployed,
        JobOptions.AllowUriChange, JobOptions.Source, JobOptions.TakeOver, JobOptions.DetailedExitCode,
        JobOptions.Output.Taking("text", "json", "markdown", "github"), JobOptions.LogFormat, JobOptions.TerminationLog,
    ];

    /// <summary>Whether differences show in the exit code.</summary>
    protected virtual bool TellsDifferences(JobRun run) => run.IsSet(JobOptions.DetailedExitCode);

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        (OutputFormat format, bool tellsDifferences) = (run.OutputFormat, TellsDifferences(run));
        Seed seed = await run.ReadSeedAsync(cancellationToken).ConfigureAwait(false);
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        SeedPlan plan = await Planning.PlanAsync(run, session, seed, cancellationToken).ConfigureAwait(false);
        PlanReport.Write(plan, run.Warnings, format, run.Terminal, run.Log.Announcement);
        run.Summary = PlanReport.Summary(plan);
        return plan.IsRefused ? ExitCode.Failed
            : tellsDifferences && (plan.HasChanges || plan.DeclaredButArchived.Any()) ? ExitCode.Differences
            : ExitCode.Success;
    }
}
