using ModelRegistry.Seeding;
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
        JobOptions.Registry, JobOptions.TokenFile, JobOptions.CaFile, JobOptions.Wait, JobOptions.Policy, JobOptions.SecretVariables,
        JobOptions.Concurrency, JobOptions.DryRun, JobOptions.Prune, JobOptions.ContinueOnError, JobOptions.FailFast,
        JobOptions.Output, JobOptions.LogFormat, JobOptions.TerminationLog, JobOptions.AuditLog, JobOptions.Actor,
    ];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = run.OutputFormat;
        bool failFast = run.IsSet(JobOptions.FailFast);
        if (failFast && run.IsSet(JobOptions.ContinueOnError))
        {
            throw new JobException(ExitCode.BadInput, "--fail-fast and --continue-on-error exclude each other: give one of them.");
        }

        Seed seed = await run.ReadSeedAsync(cancellationToken).ConfigureAwait(false);
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        using AuditLog? audit = OpenAuditLog(run, seed.Set);
        SeedPlan plan = await Planning.PlanAsync(run, session, seed, cancellationToken).ConfigureAwait(false);
        if (run.IsSet(JobOptions.DryRun))
        {
            PlanReport.Write(plan, format, run.Terminal);
            run.Summary = $"Dry run. {PlanReport.Summary(plan)}";
            return plan.IsRefused ? ExitCode.Failed : ExitCode.Success;
        }

        SeedResult result = await new SeedApplier(plan.HasChanges ? session.Writer : session.Reader).ApplyAsync(
            plan,
            new SeedApplyOptions
            {
                Concurrency = run.Concurrency,
                FailFast = failFast,
                Stop = run.Environment.Stop,
                OnEntity = entity => audit?.Write(entity),
            },
            cancellationToken).ConfigureAwait(false);

        ApplyReport.Write(result, format, run.Terminal);
        foreach (SeedFailure failure in result.Failures)
        {
            run.Log.Error($"{failure.Path}: {failure.Error.Message}");
        }

        run.Summary = string.Join('\n', (IEnumerable<string>)
        [
            ApplyReport.Summary(result),
            .. result.Failures.Take(10).Select(failure => $"failed: {failure.Path}: {failure.Error.Message}"),
            .. result.Entities.Where(entity => entity.Action != SeedAction.Unchanged).Take(50).Select(entity => $"{ApplyReport.Verb(entity.Action)} {entity.Kind} {entity.Path} (id {entity.Id})"),
        ]);
        return CodeFor(result, run.Environment);
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

    private static AuditLog? OpenAuditLog(JobRun run, string? set)
    {
        if (run.Text(JobOptions.AuditLog) is not { } path)
        {
            return null;
        }

        try
        {
            TextWriter writer = path == "-" ? new UnownedWriter(run.Environment.Out) : new StreamWriter(path, append: true);
            return new AuditLog(writer, run.Terminal, run.Environment.Time, run.Text(JobOptions.Actor) ?? "seed-job", set);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobException(ExitCode.BadInput, $"The audit log {path} can't be opened: {exception.Message}", exception);
        }
    }
}
