namespace ModelRegistry.Emulator.Tests.Persistence;

/// <summary>A clock that is a millisecond further each time it is read, so that no two values of a metric fall into one.</summary>
internal sealed class TickingTime : TimeProvider
{
    private long _milliseconds = 1_700_000_000_000;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Increment(ref _milliseconds));
}
