using ModelRegistry.Seeding;
using SeedJob.Output;

namespace SeedJob.Commands;

/// <summary>Reads and checks the seed, without any registry.</summary>
internal sealed class ValidateCommand : JobCommand
{
    public override string Name => "validate";

    public override string Description => "Reads and checks seed files and their policy; needs no registry.";

    public override IReadOnlyList<JobOption> Options =>
        [.. JobOptions.ReadingGroup, JobOptions.Output.Taking("text", "json", "github", "sarif"), JobOptions.LogFormat];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        Seed seed = await run.ReadSeedAsync(cancellationToken).ConfigureAwait(false);
        SeedReport.Write(seed, run.Warnings, run.OutputFormat, run.Terminal);
        return ExitCode.Success;
    }
}
