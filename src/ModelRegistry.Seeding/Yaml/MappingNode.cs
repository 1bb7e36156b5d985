using System.Diagnostics.CodeAnalysis;

namespace ModelRegistry.Seeding.Yaml;

/// <summary>A mapping of texts to values, each key once.</summary>
internal sealed class MappingNode(SeedLocation location) : CollectionNode(location)
{
    // A table of its own would take more memory than the entries of most mappings.
    private const int SmallCount = 32;

    private Dictionary<string, int>? _index;

    /// <summary>Gets a mapping that stands nowhere, for what does not come from a file.</summary>
    public static MappingNode None { get; } = new(default);

    /// <summary>Gets or sets whether this is what a template that was not rendered, <c>{{ … }}</c>, looks like.</summary>
    public bool IsTemplate { get; set; }

    public List<MappingEntry> Entries { get; } = [];

    public override string Kind => "a mapping";

    /// <summary>Adds an entry, or says where the key stands already.</summary>
    public bool TryAdd(MappingEntry entry, out SeedLocation first)
    {
        int at = IndexOf(entry.Key);
        if (at >= 0)
        {
            first = Entries[at].KeyLocation;
            return false;
        }

        Entries.Add(entry);
        _index?.Add(entry.Key, Entries.Count - 1);
        if (_index is null && Entries.Count > SmallCount)
        {
            _index = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int i = 0; i < Entries.Count; i++)
            {
                _index.Add(Entries[i].Key, i);
            }
        }

        Contain(entry.Value, own: 1);
        first = default;
        return true;
    }

    public bool TryGet(string key, [NotNullWhen(true)] out SeedNode? value)
    {
        int at = IndexOf(key);
        value = at >= 0 ? Entries[at].Value : null;
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

        for (int i = 0; i < Entries.Count; i++)
        {
            if (string.Equals(Entries[i].Key, key, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
