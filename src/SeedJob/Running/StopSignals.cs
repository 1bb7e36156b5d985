using System.Runtime.InteropServices;

namespace SeedJob.Running;

/// <summary>
/// Turns SIGTERM and SIGINT into a request to stop: the first one lets the requests under way finish, a second one ends the process.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _code;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, SeedJob.ExitCode.Terminated)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, SeedJob.ExitCode.Interrupted)),
    ];

    public CancellationToken Token => _stop.Token;

    public int ExitCode => _code;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context, int code)
    {
        if (Interlocked.CompareExchange(ref _code, code, 0) == 0)
        {
            context.Cancel = true;
            _stop.Cancel();
        }
    }
}
