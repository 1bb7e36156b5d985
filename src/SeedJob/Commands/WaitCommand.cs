using System.CommandLine;
using ModelRegistry.Client;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Waits until the registry answers.</summary>
internal sealed class WaitCommand : JobCommand
{
    public override string Name => "wait";

    public override string Description => "Waits until the registry answers, or fails.";

    public override IReadOnlyList<JobOption> Options => RegistryOptions.All;

    protected override IEnumerable<Argument> Arguments => [];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        await run.ReadRegistryAsync(session, AskAsync, cancellationToken).ConfigureAwait(false);
        run.Terminal.WriteResult($"The registry at {session.Address} answers.");
        return ExitCode.Success;
    }

    private static async Task<bool> AskAsync(ModelRegistryClient client, CancellationToken cancellationToken)
    {
        // A page of one item is the smallest answer that needs the database.
        await foreach (Page<RegisteredModel> page in client.RegisteredModels.ListAsync(null, cancellationToken).AsPages(null, 1).ConfigureAwait(false))
        {
            return page.Items.Count > 0;
        }

        return false;
    }
}
