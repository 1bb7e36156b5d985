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

    public override IReadOnlyList<JobOption> Options =>
        [JobOptions.Port, JobOptions.Data, JobOptions.Server, JobOptions.AlphaSunset, JobOptions.AlphaGone];

    protected override IEnumerable<Argument> Arguments => [];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var options = new ModelRegistryEmulatorOptions
        {
            Port = run.Value(JobOptions.Port, 0, TryParsePort, "give a port number from 0 to 65535"),
            DataFile = run.Text(JobOptions.Data),
            ServerVersion = run.Value(JobOptions.Server, RegistryServerVersion.Current, TryParseServer, "give v0.2, v0.3 or 2026-08"),
            AlphaSunset = run.Value<DateTimeOffset?>(JobOptions.AlphaSunset, null, TryParseDate, "give a date, for example 2027-05-07"),
            AlphaGone = run.IsSet(JobOptions.AlphaGone),
        };
        if (options.ServerVersion < RegistryServerVersion.Current && (options.AlphaGone || options.AlphaSunset is not null))
        {
            throw new JobException(
                ExitCode.BadInput,
                $"A server without API v1 can't let v1alpha3 go: leave {JobOptions.Server.Name} out, "
                + $"or else {JobOptions.AlphaSunset.Name} and {JobOptions.AlphaGone.Name}.");
        }

        ModelRegistryEmulator emulator;
        try
        {
            emulator = await ModelRegistryEmulator.StartAsync(options, cancellationToken).ConfigureAwait(false);
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

    private static bool TryParseServer(string text, out RegistryServerVersion server)
    {
        server = text switch
        {
            "v0.2" => RegistryServerVersion.V02,
            "v0.3" => RegistryServerVersion.V03,
            _ => RegistryServerVersion.Current,
        };
        return text is "v0.2" or "v0.3" or "2026-08";
    }

    private static bool TryParseDate(string text, out DateTimeOffset? date)
    {
        bool isDate = DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed);
        date = parsed;
        return isDate;
    }
}
#endif
