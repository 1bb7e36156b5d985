namespace ModelRegistry.Client.Resilience;

/// <summary>
/// Knows what an outage looks like to somebody who writes, and how often it is waited for on account of one piece of work: a model, or
/// something that is to be archived.
/// </summary>
/// <param name="wait">Waits, and says whether to try again; <see langword="null"/> when nobody waits.</param>
/// <param name="isOver">Whether nothing new is to be begun.</param>
internal sealed class OutageWaits(Func<ModelRegistryException, CancellationToken, Task<bool>>? wait, Func<bool> isOver)
{
    /// <summary>How often the same may fail in a registry that responds, and whose database may have too few connections.</summary>
    public const int MaxFailures = 8;

    /// <summary>How often a registry is waited for that does not respond.</summary>
    private const int MaxSilences = 3;

    private int _waits;

    /// <summary>Takes note that the registry is there again.</summary>
    public void Reset() => _waits = 0;

    /// <summary>Waits for the registry, when the failure may be an outage and it has not been waited for too often.</summary>
    /// <returns>Whether to try again.</returns>
    public async Task<bool> MayTryAgainAsync(ModelRegistryException failure, CancellationToken cancellationToken) =>
        // What is written was read before, so a registry that does not find it is one whose database comes back.
        failure is ModelRegistryUnavailableException or ModelRegistryUnauthorizedException or ModelRegistryNotFoundException
        && wait is not null
        && !isOver()
        && ++_waits <= (failure.StatusCode is null ? MaxSilences : MaxFailures)
        && await wait(failure, cancellationToken).ConfigureAwait(false);
}
