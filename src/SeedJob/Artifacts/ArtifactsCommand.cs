using ModelRegistry.Seeding;
using SeedJob.Commands;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Artifacts;

/// <summary>Asks whether the artifacts that a seed or a registry speaks of are there.</summary>
internal sealed class ArtifactsCommand : JobCommand
{
    public override string Name => "artifacts";

    public override string Description =>
        "Asks image registries, object stores and web servers whether the model artifacts of a seed or, without a PATH, of a registry are "
            + "there, and unchanged.";

    public override IReadOnlyList<JobOption> Options =>
    [
        .. JobOptions.RegistryGroup, JobOptions.LogFormat, .. ArtifactOptions.All, JobOptions.Pin,
        JobOptions.Record, JobOptions.Accept, JobOptions.Select, JobOptions.Policy,
        JobOptions.SecretVariables, JobOptions.NoFileValues, JobOptions.Concurrency,
        JobOptions.Output.Taking("text", "json", "markdown"), JobOptions.TerminationLog,
        .. JobOptions.AuditGroup,
    ];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = run.OutputFormat;
        (bool pin, bool record, bool accept) = (run.IsSet(JobOptions.Pin), run.IsSet(JobOptions.Record), run.IsSet(JobOptions.Accept));
        bool isSeed = run.HasPaths;
        if (pin && !isSeed)
        {
            throw new JobException(ExitCode.BadInput, "--pin writes into seed files: name some.");
        }

        if (record && isSeed)
        {
            throw new JobException(
                ExitCode.BadInput,
                "--record is about what is registered: leave out the seed files (and SEED_PATHS), and apply them first.");
        }

        if (accept && !record)
        {
            throw new JobException(ExitCode.BadInput, "--accept is for --record.");
        }

        IReadOnlyList<ArtifactFinding> findings = isSeed
            ? await OfSeedAsync(run, pin, cancellationToken).ConfigureAwait(false)
            : await OfRegistryAsync(run, record, accept, cancellationToken).ConfigureAwait(false);
        ArtifactPage.Write(findings, format, run.Terminal, run.Log.Announcement);
        run.Summary = ArtifactPage.PodSummary(findings, run.Terminal);
        return ArtifactFinding.CodeOf(findings);
    }

    private static async Task<IReadOnlyList<ArtifactFinding>> OfSeedAsync(JobRun run, bool pin, CancellationToken cancellationToken)
    {
        Seed seed = await run.ReadSeedAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ArtifactTarget> targets = ArtifactTarget.Of(seed);
        if (!pin)
        {
            return await ArtifactSurvey.CheckAsync(run, targets, cancellationToken).ConfigureAwait(false);
        }

        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        SeedPlan plan = await run.ReadRegistryAsync(
            session,
            (client, concurrency, token) =>
                new SeedRunner(client, new SeedRunnerOptions { Concurrency = concurrency }).PlanAsync(seed, token),
            cancellationToken).ConfigureAwait(false);
        HashSet<(string, string)> registered =
        [
            .. from model in plan.Models
               from version in model.Versions
               where version.Actual is not null
               select (model.Spec.Name, version.Spec.Name),
        ];
        IReadOnlyList<ArtifactFinding> findings = await ArtifactSurvey.CheckAsync(run, targets, cancellationToken).ConfigureAwait(false);
        return await new SeedPinning(run, registered).PinAsync(findings, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<ArtifactFinding>> OfRegistryAsync(
        JobRun run, bool record, bool accept, CancellationToken cancellationToken)
    {
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ArtifactTarget> targets = await run.ReadRegistryAsync(
            session,
            (client, concurrency, token) => RegisteredArtifacts.ReadAsync(client, run.SelectedNames, concurrency, token),
            cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ArtifactFinding> findings = await ArtifactSurvey.CheckAsync(run, targets, cancellationToken).ConfigureAwait(false);
        if (!record)
        {
            return findings;
        }

        using AuditLog? audit = JobOptions.OpenAuditLog(run, null);
        var recording = new Recording(session.Writer, audit, accept);
        var recorded = new List<ArtifactFinding>();
        foreach (ArtifactFinding finding in findings)
        {
            run.Environment.Stop.ThrowIfCancellationRequested();
            recorded.Add(await recording.RecordAsync(finding, cancellationToken).ConfigureAwait(false));
            audit?.ThrowIfBroken();
        }

        return recorded;
    }
}
