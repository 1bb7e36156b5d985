#if ARTIFACT_CHECKS
using ModelRegistry.Seeding;
using SeedJob.Artifacts;

#endif
namespace SeedJob.Commands;

/// <summary>A plan for gates: succeeds only when the registry is as the seed says.</summary>
internal sealed class VerifyCommand : PlanCommand
{
    public override string Name => "verify";

    public override string Description =>
        "Like plan, for gates: exits with 0 only when the registry is as the seed says, and with 2 when it is not.";

    public override IReadOnlyList<JobOption> Options =>
    [
        .. base.Options.Where(option => option != JobOptions.DetailedExitCode),
#if ARTIFACT_CHECKS
        JobOptions.CheckArtifacts, .. ArtifactOptions.All,
#endif
    ];

    protected override bool TellsDifferences(JobRun run) => true;
#if ARTIFACT_CHECKS

    protected override async Task<PlanAddition?> FindMoreAsync(JobRun run, Seed seed, CancellationToken cancellationToken)
    {
        if (!run.IsSet(JobOptions.CheckArtifacts))
        {
            return null;
        }

        IReadOnlyList<ArtifactFinding> findings = await ArtifactSurvey.CheckAsync(
            run, ArtifactTarget.Of(seed), cancellationToken).ConfigureAwait(false);
        int code = ArtifactFinding.CodeOf(findings);
        return new PlanAddition(
            // What is not there is a difference to a gate, as all else is that is not as the seed says.
            code == ExitCode.Failed ? ExitCode.Differences : code,
            ArtifactPage.PodSummary(findings, run.Terminal),
            json => ArtifactPage.WriteJson(findings, json),
            format => ArtifactPage.Write(findings, format, run.Terminal, null));
    }
#endif
}
