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
    public override string Name => "apply";

    public override string Description => "Brings the registry to what the seed says; the same again changes nothing.";

    public override IReadOnlyList<JobOption> Options =>
    [
        JobOptions.Registry, JobOptions.TokenFile, JobOptions.CaFile, JobOptions.ApiVersion, JobOptions.Wait, JobOptions.Policy, JobOptions.SecretVariables,
        JobOptions.NoFileValues, JobOptions.Concurrency, JobOptions.DryRun, JobOptions.Prune, JobOptions.PruneLimit, JobOptions.ArchiveDeployed,
        JobOptions.AllowUriChange, JobOptions.Source, JobOptions.TakeOver, JobOptions.ContinueOnError, JobOptions.FailFast,
        JobOptions.Output.Taking("text", "json", "markdown", "github"), JobOptions.LogFormat, JobOptions.TerminationLog, JobOptions.AuditLog, JobOptions.Actor,
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

        Seed seed = await run.ReadSeedAsync(cancellationToken).ConfigureAwait(false);
#if ARTIFACT_CHECKS
        if (run.IsSet(JobOptions.RequireArtifacts))
        {
            await ArtifactSurvey.RequireAsync(run, seed, cancellationToken).ConfigureAwait(false);
        }
#endif

        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        using AuditLog? audit = dryRun ? null : run.OpenAuditLog(seed.Set);
        SeedPlan plan = await Planning.PlanAsync(run, session, seed, cancellationToken).ConfigureAwait(false);
        if (dryRun)
        {
            PlanReport.Write(plan, run.Warnings, format, run.Terminal, run.Log.Announcement);
            run.Summary = $"Dry run. {PlanReport.Summary(plan)}";
            return plan.IsRefused ? ExitCode.Failed : ExitCode.Success;
        }

        ApplyOutcome outcome = await ApplyAsync(run, session, plan, audit, failFast, cancellationToken).ConfigureAwait(false);
        run.Summary = ApplyReport.PodSummary(outcome, run.Terminal);
        foreach (SeedFailure failure in outcome.Result.Failures)
        {
            run.Log.Error(ApplyReport.Failure(failure));
        }

        if (outcome is { NotArchived: > 0, Result: { IsStopped: false } })
        {
            run.Log.Warning("Not all that left the set was archived, because something failed; nothing is archived until all else is as declared.");
        }

        if (audit is { IsStandardOutput: true })
        {
            // That a change is not recorded there says more than that the result can't be written either.
            audit.ThrowIfBroken();
        }

        ApplyReport.Write(outcome, run.Warnings, format, run.Terminal, run.Log.Announcement);
        audit?.ThrowIfBroken();
        return CodeFor(outcome.Result, run.Environment);
    }

    private static async Task<ApplyOutcome> ApplyAsync(JobRun run, RegistrySession session, SeedPlan plan, AuditLog? audit, bool failFast, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Environment.Stop, audit?.Broken ?? CancellationToken.None);
        var progress = new ApplyProgress(run.Terminal, plan.Models.Count, isShown: plan.HasChanges && run.LogFormat == LogFormat.Text);
        var outage = new RegistryOutage(session, run.Wait, run.Log, run.Environment);
        progress.Begin();
        try
        {
            SeedResult result = await new SeedApplier(plan.HasChanges ? session.Writer : session.Reader).ApplyAsync(
                plan,
                new SeedApplyOptions
                {
                    Concurrency = run.Concurrency,
                    FailFast = failFast,
                    Stop = stop.Token,
                    WaitForRegistry = outage.WaitAsync,
                    OnEntity = entity => Record(audit, entity),
                    OnProgress = progress.Advance,
                },
                cancellationToken).ConfigureAwait(false);
            int notArchived = plan.Archives.Count(leftover => !IsDealtWith(leftover, result));
            return new ApplyOutcome(result, plan.Models.Count - progress.Done, notArchived);
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>Archived, or left as it is because another set owns it by now or somebody else has archived it.</summary>
    private static bool IsDealtWith(ArchivePlan leftover, SeedResult result) => result.Entities.Any(entity =>
        entity.Action is SeedAction.Archived or SeedAction.Unchanged && entity.Kind == leftover.Kind && entity.Path == leftover.Path);

    private static void Record(AuditLog? audit, SeedEntityResult entity)
    {
        if (entity.Action != SeedAction.Unchanged)
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
