using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>A clock on which waits between attempts are over as soon as they begin, while limits only end when a test says so.</summary>
internal sealed class InstantTime(params TimeSpan[] limits) : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && !limits.Contains(dueTime))
        {
            _waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
