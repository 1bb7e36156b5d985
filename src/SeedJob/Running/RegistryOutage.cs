using ModelRegistry.Client;
using SeedJob.Output;

namespace SeedJob.Running;

/// <summary>
/// Waits for a registry that goes away, or refuses the caller, while it is written to: once for all models that notice it.
/// </summary>
/// <param name="session">The registry.</param>
/// <param name="limit">How long to wait each time it goes away.</param>
/// <param name="log">Where to say so.</param>
/// <param name="environment">The clock, and who may stop the wait.</param>
/// <param name="consequence">What follows when it does not come back.</param>
internal sealed class RegistryOutage(
    RegistrySession session, TimeSpan limit, JobLog log, JobEnvironment environment, string consequence = "No further model is begun.")
{
    private readonly Lock _lock = new();
    private Task<bool>? _wait;
    private bool _gaveUp;

    /// <summary>Waits until the registry responds again.</summary>
    /// <returns>Whether it does; once it did not in time, nobody waits again.</returns>
    public Task<bool> WaitAsync(ModelRegistryException failure, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_wait is null || (_wait.IsCompletedSuccessfully && !_gaveUp))
            {
                _wait = WaitOnceAsync(failure);
            }

            return _wait.WaitAsync(cancellationToken);
        }
    }

    private async Task<bool> WaitOnceAsync(ModelRegistryException failure)
    {
        await Task.Delay(
            RegistryWait.PauseAfter(failure, RegistryWait.FirstDelay), environment.Time, environment.Stop).ConfigureAwait(false);
        try
        {
            await new RegistryWait(session, limit, log, environment).ReadAsync(
                RegistryWait.AskAsync, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is JobException or ModelRegistryException)
        {
            _gaveUp = true;
            log.Warning($"{consequence} {exception.Message}");
            return false;
        }
    }
}
