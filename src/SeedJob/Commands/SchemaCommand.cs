using System.CommandLine;
using ModelRegistry.Seeding;

namespace SeedJob.Commands;

/// <summary>Prints the JSON Schema of seed files.</summary>
internal sealed class SchemaCommand : JobCommand
{
    public override string Name => "schema";

    public override string Description => "Prints the JSON Schema of seed files, for editors and checks.";

    public override IReadOnlyList<JobOption> Options => [];

    protected override IEnumerable<Argument> Arguments => [];

    protected override Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        run.Terminal.WriteDocument(SeedSchema.ToJson());
        return Task.FromResult(ExitCode.Success);
    }
}
