namespace ModelRegistry.Seeding;

/// <summary>
/// How many may work at once: half as many after a failure, and one more again after as many successes as there are places. A registry
/// that can't keep up, whose database has too few connections for instance, is so asked for what it can do, and one that was away gets
/// busy step by step.
/// </summary>
internal sealed class AdaptiveLimit
{
    private readonly int _most;
    private readonly Lock _lock = new();
    private readonly Queue<(Place Place, TaskCompletionSource Entered)> _waiting = new();
    private int _limit;
    private int _taken;
    private int _successes;
    private int _halvings;

    /// <summary>Makes a limit.</summary>
    /// <param name="most">How many may work at once at most; the number to begin with.</param>
    public AdaptiveLimit(int most) => _most = _limit = most;

    /// <summary>Gets how many may work at once now.</summary>
    public int Current
    {
        get
        {
            lock (_lock)
            {
                return _limit;
            }
        }
    }

    /// <summary>Waits for a place, first come, first served.</summary>
    public Task EnterAsync(Place place)
    {
        lock (_lock)
        {
            var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((place, entered));
            LetIn();
            return entered.Task;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _taken--;
            LetIn();
        }
    }

    /// <summary>Reports that one came through.</summary>
    public void Succeed()
    {
        lock (_lock)
        {
            if (_limit < _most && ++_successes >= _limit)
            {
                _limit++;
                _successes = 0;
                LetIn();
            }
        }
    }

    /// <summary>Reports that one failed. Those that fail together, all begun before the limit was halved, halve it once.</summary>
    public void Fail(Place place)
    {
        lock (_lock)
        {
            if (place.Halvings == _halvings)
            {
                _halvings++;
                _limit = Math.Max(1, _limit / 2);
                _successes = 0;
            }

            place.Halvings = _halvings;
        }
    }

    private void LetIn()
    {
        while (_taken < _limit && _waiting.TryDequeue(out (Place Place, TaskCompletionSource Entered) next))
        {
            _taken++;
            next.Place.Halvings = _halvings;
            next.Entered.SetResult();
        }
    }

    /// <summary>One that works, or waits to work.</summary>
    internal sealed class Place
    {
        /// <summary>Gets or sets how often the limit had been halved when the work in this place began.</summary>
        public int Halvings { get; set; }
    }
}
