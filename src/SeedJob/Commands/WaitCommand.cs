using System.CommandLine;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Waits until the registry responds.</summary>
internal sealed class WaitCommand : JobCommand
{
    public override string Name => "wait";

    public override string Description => "Waits until the registry responds, or fails.";

    public override IReadOnlyList<JobOption> Options => [.. JobOptions.RegistryGroup, JobOptions.LogFormat];

    protected override IEnumerable<Argument> Arguments => [];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        await run.ReadRegistryAsync(session, RegistryWait.AskAsync, cancellationToken).ConfigureAwait(false);
        run.Terminal.WriteResult($"The registry at {session.Address} responds.");
        return ExitCode.Success;
    }
}
