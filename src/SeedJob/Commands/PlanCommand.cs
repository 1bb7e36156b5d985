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
        .. JobOptions.RegistryGroup, .. JobOptions.ReadingGroup, JobOptions.Concurrency, .. JobOptions.PlanningGroup,
        JobOptions.DetailedExitCode,
        JobOptions.Output.Taking("text", "json", "markdown", "github"), JobOptions.LogFormat, JobOptions.TerminationLog,
    ];

    /// <summary>Whether differences show in the exit code.</summary>
    protected virtual bool TellsDifferences(JobRun run) => run.IsSet(JobOptions.DetailedExitCode);

    /// <summary>Finds out what the command tells beside the plan, if anything.</summary>
    protected virtual Task<PlanAddition?> FindMoreAsync(JobRun run, Seed seed, CancellationToken cancellationToken) =>
        Task.FromResult<PlanAddition?>(null);

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        (OutputFormat format, bool tellsDifferences) = (run.OutputFormat, TellsDifferences(run));
        Seed seed = await run.ReadSeedAsync(cancellationToken).ConfigureAwait(false);
        run.LogStart(Name, seed);
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        SeedPlan plan = await Planning.PlanAsync(run, session, seed, JobOptions.ReadPlanning(run), cancellationToken).ConfigureAwait(false);
        PlanAddition? more = await FindMoreAsync(run, seed, cancellationToken).ConfigureAwait(false);
        PlanReport.Write(plan, run.Warnings, format, run.Terminal, run.Log.Announcement, more?.WriteJson);
        if (format != OutputFormat.Json)
        {
            more?.Write(format);
        }

        run.Summary = $"{PlanReport.Summary(plan)}{(more is null ? "" : $"\n{more.Summary}")}";
        bool differs = tellsDifferences && (plan.HasChanges || plan.DeclaredButArchived.Any());
        return plan.IsRefused ? ExitCode.Failed
            : more is { Code: not ExitCode.Success } && (!differs || more.Code == ExitCode.Unauthorized) ? more.Code
            : differs ? ExitCode.Differences
            : ExitCode.Success;
    }
}
