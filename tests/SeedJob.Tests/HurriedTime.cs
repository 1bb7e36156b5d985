namespace SeedJob.Tests;

/// <summary>A clock that stands still until somebody waits, and then jumps to where the waiting ends.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;
    private int _waits;

    /// <summary>What happens while somebody waits, told how many waits there were before; the waiting ends after it.</summary>
    public Func<int, Task> DuringWait { get; init; } = _ => Task.CompletedTask;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Add(ref _ticks, dueTime.Ticks);
        ITimer timer = System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _ = EndAsync(DuringWait(Interlocked.Increment(ref _waits) - 1));
        return timer;

        async Task EndAsync(Task meanwhile)
        {
            await meanwhile;
            timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
