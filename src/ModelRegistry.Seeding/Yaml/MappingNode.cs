using System.Diagnostics.CodeAnalysis;

namespace ModelRegistry.Seeding.Yaml;

/// <summary>A mapping of texts to values, each key once.</summary>
internal sealed class MappingNode(SeedLocation location) : SeedNode(location)
{
    private const int SmallCount = 8;

    private readonly List<MappingEntry> _entries = [];
    private Dictionary<string, int>? _index;

    public IReadOnlyList<MappingEntry> Entries => _entries;

    public override string Kind => "a mapping";

    /// <summary>Adds an entry, or says where the key stands already.</summary>
    public bool TryAdd(MappingEntry entry, out SeedLocation first)
    {
        int at = IndexOf(entry.Key);
        if (at >= 0)
        {
            first = _entries[at].KeyLocation;
            return false;
        }

        _entries.Add(entry);
        _index?.Add(entry.Key, _entries.Count - 1);
        if (_index is null && _entries.Count > SmallCount)
        {
            _index = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int i = 0; i < _entries.Count; i++)
            {
                _index.Add(_entries[i].Key, i);
            }
        }

        Contain(entry.Value);
        Size++;
        first = default;
        return true;
    }

    public bool TryGet(string key, [NotNullWhen(true)] out SeedNode? value)
    {
        int at = IndexOf(key);
        value = at >= 0 ? _entries[at].Value : null;
        return at >= 0;
    }

    /// <summary>Gets where a field's value is; where the mapping starts when it has no such field.</summary>
    public SeedLocation PlaceOf(string key) => TryGet(key, out SeedNode? value) ? value.Location : Location;

    private int IndexOf(string key)
    {
        if (_index is not null)
        {
            return _index.TryGetValue(key, out int at) ? at : -1;
        }

        for (int i = 0; i < _entries.Count; i++)
        {
            if (string.Equals(_entries[i].Key, key, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
