namespace SeedJob.Commands;

/// <summary>A plan for gates: succeeds only when the registry is as the seed says.</summary>
internal sealed class VerifyCommand : PlanCommand
{
    public override string Name => "verify";

    public override string Description => "Like plan, for gates: exits with 0 only when the registry is as the seed says, and with 2 when it is not.";

    public override IReadOnlyList<JobOption> Options => [.. base.Options.Where(option => option != JobOptions.DetailedExitCode)];

    protected override bool TellsDifferences(JobRun run) => true;
}
