using ModelRegistry.Client;
using ModelRegistry.Seeding;
#if ARTIFACT_CHECKS
using SeedJob.Artifacts;
#endif
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Brings the registry to what the seed says.</summary>
internal sealed class ApplyCommand : JobCommand
{
    /// <summary>How long what is under way may take after a request to stop: half of the time that Kubernetes gives.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    public override string Name => "apply";

    public override string Description => "Brings the registry to what the seed says; the same again changes nothing.";

    public override IReadOnlyList<JobOption> Options =>
    [
        .. JobOptions.RegistryGroup, .. JobOptions.ReadingGroup, JobOptions.Concurrency, JobOptions.DryRun, .. JobOptions.PlanningGroup,
        JobOptions.ContinueOnError, JobOptions.FailFast,
        JobOptions.Output.Taking("text", "json", "markdown", "github"), JobOptions.Verbose, JobOptions.LogFormat,
        JobOptions.TerminationLog, .. JobOptions.AuditGroup,
#if ARTIFACT_CHECKS
        JobOptions.RequireArtifacts, .. ArtifactOptions.All,
#endif
    ];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = run.OutputFormat;
        (bool failFast, bool dryRun) = (run.IsSet(JobOptions.FailFast, opposite: JobOptions.ContinueOnError), run.IsSet(JobOptions.DryRun));
        if (failFast && run.IsSet(JobOptions.ContinueOnError, opposite: JobOptions.FailFast))
        {
            throw new JobException(ExitCode.BadInput, "--fail-fast and --continue-on-error exclude each other: give one of them.");
        }

        SeedRunnerOptions options = JobOptions.ReadPlanning(run) with { FailFast = failFast, Grace = Grace };
        Seed seed = await run.ReadSeedAsync(cancellationToken).ConfigureAwait(false);
#if ARTIFACT_CHECKS
        if (run.IsSet(JobOptions.RequireArtifacts))
        {
            await ArtifactSurvey.RequireAsync(run, seed, cancellationToken).ConfigureAwait(false);
        }
#endif

        run.LogStart(Name, seed);
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        using AuditLog? audit = dryRun ? null : JobOptions.OpenAuditLog(run, seed.Set);
        SeedPlan plan = await Planning.PlanAsync(run, session, seed, options, cancellationToken).ConfigureAwait(false);
        if (dryRun)
        {
            PlanReport.Write(plan, run.Warnings, format, run.Terminal, run.Log.Announcement);
            run.Summary = $"Dry run. {PlanReport.Summary(plan)}";
            return plan.IsRefused ? ExitCode.Failed : ExitCode.Success;
        }

        SeedResult result = await ApplyAsync(run, session, plan, options, audit, cancellationToken).ConfigureAwait(false);
        run.Summary = ApplyReport.PodSummary(result, run.Terminal);
        foreach (SeedFailure failure in result.Failures)
        {
            run.Log.Error(RefusalText.Of(failure, plan));
        }

        if (!result.IsStopped && result.NotArchived.Any())
        {
            run.Log.Warning(
                "Not all that left the set was archived, because something failed; nothing is archived until all else is as declared.");
        }

        if (audit is { IsStandardOutput: true })
        {
            // That a change is not recorded there says more than that the result can't be written either.
            audit.ThrowIfBroken();
        }

        ApplyReport.Write(result, run.Warnings, format, run.IsSet(JobOptions.Verbose), run.Terminal, run.Log.Announcement);
        audit?.ThrowIfBroken();
        return CodeFor(result, run.Environment);
    }

    private static async Task<SeedResult> ApplyAsync(
        JobRun run, RegistrySession session, SeedPlan plan, SeedRunnerOptions options, AuditLog? audit, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            run.Environment.Stop, audit?.Broken ?? CancellationToken.None, cancellationToken);
        var outage = new RegistryOutage(session, run.Wait, run.Log, run.Environment);
        bool isShown = plan.HasChanges && run.LogFormat != LogFormat.Json;
        var progress = new ApplyProgress(
            run.Terminal, run.Log, run.Environment.Time, plan.Models.Count, isShown, entity => Record(audit, entity));
        var runner = new SeedRunner(plan.HasChanges ? session.Writer : session.Reader, options with { WaitForRegistry = outage.WaitAsync });
        progress.Begin();
        try
        {
            return await runner.ApplyAsync(plan, progress, stop.Token).ConfigureAwait(false);
        }
        finally
        {
            progress.End();
        }
    }

    private static void Record(AuditLog? audit, EntityResult entity)
    {
        if (entity.Action != AppliedAction.Unchanged)
        {
            audit?.Write(ApplyReport.Verb(entity.Action), entity.Kind, entity.Path, entity.Id, entity.Changes);
        }
    }

    private static int CodeFor(SeedResult result, JobEnvironment environment)
    {
        if (result.IsStopped)
        {
            return environment.StopCode();
        }

        int[] codes = [.. result.Failures.Select(failure => CodeFor(failure.Error)).Distinct()];
        return codes switch
        {
            [] => ExitCode.Success,
            [var code] => code,
            // Another run would mend only a part of it, so it is not worth one by itself.
            _ => codes.Contains(ExitCode.Unauthorized) ? ExitCode.Unauthorized : ExitCode.Failed,
        };
    }
}
