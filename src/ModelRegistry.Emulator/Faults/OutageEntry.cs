namespace ModelRegistry.Emulator.Faults;

/// <summary>An outage on its way through the requests. Not safe for threads by itself.</summary>
internal sealed class OutageEntry(DatabaseOutage outage, TimeProvider clock)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _skip = outage.After;
    private int _left = outage.Requests ?? int.MaxValue;
    private long? _began;

    public DatabaseOutage Outage => outage;

    /// <summary>Whether the outage has been used up.</summary>
    public bool IsOver => _left == 0 || Remaining <= TimeSpan.Zero;

    /// <summary>Whether the next request meets the outage.</summary>
    public bool IsNow => _skip == 0 && !IsOver;

    private TimeSpan? Remaining =>
        outage.Duration is { } duration && _began is { } began ? duration - clock.GetElapsedTime(began) : outage.Duration;

    /// <summary>Counts a request.</summary>
    /// <returns>Whether it meets the outage.</returns>
    public bool Take()
    {
        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        if (IsOver)
        {
            return false;
        }

        _began ??= clock.GetTimestamp();
        _left = _left == int.MaxValue ? _left : _left - 1;
        return true;
    }

    /// <summary>Wakes those who wait for the end.</summary>
    public void End() => _over.TrySetResult();

    /// <summary>Waits for the end.</summary>
    public Task UntilOverAsync(CancellationToken cancellationToken) =>
        _began is not null && Remaining is { } left
            ? Task.WhenAny(_over.Task, Task.Delay(left, clock, cancellationToken))
            : _over.Task.WaitAsync(cancellationToken);
}
