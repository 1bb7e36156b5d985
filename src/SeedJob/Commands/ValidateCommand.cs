using ModelRegistry.Seeding;

namespace SeedJob.Commands;

/// <summary>Reads and checks the seed, without any registry.</summary>
internal sealed class ValidateCommand : JobCommand
{
    public override string Name => "validate";

    public override string Description => "Reads and checks seed files and their policy; needs no registry.";

    public override IReadOnlyList<JobOption> Options => [JobOptions.Policy, JobOptions.SecretVariables, JobOptions.NoFileValues, JobOptions.LogFormat];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        Seed seed = await run.ReadSeedAsync(cancellationToken).ConfigureAwait(false);
        int versions = seed.Models.Sum(model => model.Spec.Versions.Count);
        int artifacts = seed.Models.Sum(model => model.Spec.Versions.Sum(version => version.Artifacts.Count));
        run.Terminal.WriteResult($"Valid: {Count(seed.Models.Count, "model")}, {Count(versions, "version")}, {Count(artifacts, "artifact")}.");
        return ExitCode.Success;
    }

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
