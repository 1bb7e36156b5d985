namespace ModelRegistry.Seeding.Tests.Simulation;

/// <summary>
/// Decides whose next request goes: only when each job that still runs waits with one, and by chance alone, so that the same number leads
/// to the same interleaving. No two jobs ever run at the same time.
/// </summary>
internal sealed class RequestScheduler(int jobs, Random chance)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, TaskCompletionSource> _waiting = [];
    private int _running = jobs;

    /// <summary>Waits until a job may send its next request. It goes on running until it asks again or is finished.</summary>
    public Task TakeTurnAsync(int job)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add(job, turn);
            LetNextGo();
        }

        return turn.Task;
    }

    /// <summary>Says that a job sends nothing more.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            LetNextGo();
        }
    }

    private void LetNextGo()
    {
        if (--_running > 0 || _waiting.Count == 0)
        {
            return;
        }

        (int job, TaskCompletionSource turn) = _waiting.ElementAt(chance.Next(_waiting.Count));
        _waiting.Remove(job);
        _running = 1;
        turn.SetResult();
    }
}
