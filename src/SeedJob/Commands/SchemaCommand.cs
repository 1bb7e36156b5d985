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

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        await run.Environment.Out.WriteAsync(SeedSchema.ToJson().AsMemory(), cancellationToken).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
