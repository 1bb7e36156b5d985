using ModelRegistry.Emulator.Faults;
using ModelRegistry.Emulator.Operations;

namespace ModelRegistry.Emulator;

/// <summary>
/// The faults that an emulator still has to make. The first that matches a request is taken; where none does, the first outage of the
/// database. Safe for threads.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly List<OutageEntry> _outages = [];
    private readonly TimeProvider _clock;

    internal FaultPlan(TimeProvider clock) => _clock = clock;

    /// <summary>How many faults and outages have not been used up.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                DropEnded();
                return _entries.Count + _outages.Count;
            }
        }
    }

    /// <summary>Adds a fault behind those that are there.</summary>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ArgumentNullException"><paramref name="fault"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <see cref="Fault.Times"/> is less than 1, or <see cref="Fault.After"/> or <see cref="Fault.Delay"/> is negative.
    /// </exception>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Times, 1, nameof(fault));
        ArgumentOutOfRangeException.ThrowIfNegative(fault.After, nameof(fault));
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Delay, TimeSpan.Zero, nameof(fault));
        lock (_gate)
        {
            _entries.Add(new Entry(fault));
        }
    }

    /// <summary>Adds an outage of the database behind those that are there: it counts requests once those are over.</summary>
    /// <param name="outage">The outage.</param>
    /// <exception cref="ArgumentNullException"><paramref name="outage"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <see cref="DatabaseOutage.Requests"/> is less than 1, <see cref="DatabaseOutage.Duration"/> is not positive, or
    /// <see cref="DatabaseOutage.After"/> is negative.
    /// </exception>
    public void Add(DatabaseOutage outage)
    {
        ArgumentNullException.ThrowIfNull(outage);
        ArgumentOutOfRangeException.ThrowIfLessThan(outage.Requests ?? 1, 1, nameof(outage));
        ArgumentOutOfRangeException.ThrowIfNegative(outage.After, nameof(outage));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(outage.Duration ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(outage));
        lock (_gate)
        {
            _outages.Add(new OutageEntry(outage, _clock));
        }
    }

    /// <summary>Takes all faults and outages away.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _outages.ForEach(outage => outage.End());
            _outages.Clear();
        }
    }

    internal Fault? Take(string method, string path)
    {
        lock (_gate)
        {
            foreach (Entry entry in _entries)
            {
                if (!entry.Matches(method, path))
                {
                    continue;
                }

                if (entry.Skip > 0)
                {
                    entry.Skip--;
                    continue;
                }

                if (entry.Left != int.MaxValue && --entry.Left == 0)
                {
                    _entries.Remove(entry);
                }

                return entry.Fault;
            }
        }

        return null;
    }

    /// <summary>Counts a request that may get as far as the database.</summary>
    /// <returns>The outage that it meets.</returns>
    internal DatabaseOutage? TakeOutage()
    {
        lock (_gate)
        {
            DropEnded();
            DatabaseOutage? met = _outages is [var first, ..] && first.Take() ? first.Outage : null;
            DropEnded();
            return met;
        }
    }

    /// <summary>The outage that a request would meet now.</summary>
    internal OutageEntry? CurrentOutage()
    {
        lock (_gate)
        {
            DropEnded();
            return _outages is [{ IsNow: true } first, ..] ? first : null;
        }
    }

    private void DropEnded()
    {
        _outages.FindAll(outage => outage.IsOver).ForEach(outage => outage.End());
        _outages.RemoveAll(outage => outage.IsOver);
    }

    private sealed class Entry(Fault fault)
    {
        private readonly string[] _segments = fault.Route.Split('/');

        public Fault Fault => fault;

        public int Skip { get; set; } = fault.After;

        public int Left { get; set; } = fault.Times;

        public bool Matches(string method, string path)
        {
            if (fault.Method is not null && !string.Equals(fault.Method, method, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            string relative = RouteTable.BehindVersion(path);
            string[] parts = relative.Split('/');
            for (int i = 0; i < _segments.Length; i++)
            {
                if (_segments[i] == "*" && i == _segments.Length - 1)
                {
                    return true;
                }

                if (i == parts.Length || (_segments[i] != parts[i] && !(_segments[i].StartsWith('{') && _segments[i].EndsWith('}'))))
                {
                    return false;
                }
            }

            return parts.Length == _segments.Length;
        }
    }
}
