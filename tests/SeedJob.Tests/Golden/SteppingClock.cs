namespace SeedJob.Tests.Golden;

/// <summary>A clock that stands still until it is moved; who waits by it waits in real time.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Step() => _now += TimeSpan.FromMinutes(1);
}
