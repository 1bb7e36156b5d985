#if EMBEDDED_REGISTRY
using System.CommandLine;
using System.Globalization;
using ModelRegistry.Emulator;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Runs the embedded registry until it is asked to stop.</summary>
internal sealed class EmulatorCommand : JobCommand
{
    public override string Name => "emulator";

    public override string Description => "Runs the embedded registry on loopback until it is interrupted; for tests, not for production.";

    public override IReadOnlyList<JobOption> Options => [JobOptions.Port, JobOptions.Data];

    protected override IEnumerable<Argument> Arguments => [];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        int port = run.Value(JobOptions.Port, 0, TryParsePort, "give a port number from 0 to 65535");
        ModelRegistryEmulator emulator;
        try
        {
            emulator = await ModelRegistryEmulator.StartAsync(new ModelRegistryEmulatorOptions { Port = port, DataFile = run.Text(JobOptions.Data) }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobException(ExitCode.BadInput, $"The embedded registry can't be started: {exception.Message}", exception);
        }

        await using (emulator.ConfigureAwait(false))
        {
            run.Terminal.WriteResult($"The registry listens at {emulator.BaseAddress}. Look at it at {new Uri(emulator.BaseAddress, "/_emulator/")}");
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Environment.Stop);
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using (either.Token.Register(stopped.SetResult))
            {
                await stopped.Task.ConfigureAwait(false);
            }
        }

        // To be stopped is how this command ends well.
        return ExitCode.Success;
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 0 and <= 65535;
}
#endif
