using ModelRegistry.Client;
using ModelRegistry.Seeding.Rules;

namespace ModelRegistry.Seeding.Format;

/// <summary>Collects custom properties and labels, each name once as MariaDB counts names.</summary>
internal sealed class PropertyBag
{
    private Dictionary<string, Entry>? _entries;

    public bool IsEmpty => _entries is null;

    /// <summary>Adds a property that is written in the seed.</summary>
    public void Add(string name, MetadataValue value, SeedLocation location, FormatReader reader)
    {
        if (TryAdd(name, value, location, out Entry first))
        {
            return;
        }

        if (!string.Equals(first.Name, name, StringComparison.Ordinal))
        {
            reader.Report(location, SeedErrorCodes.PropertyTwice, $"{reader.Show(name)} and {reader.Show(first.Name)} at {first.Location} "
                + "differ only in case or accents, which do not count in a registry on MariaDB: remove one of them");
        }
        else if (!first.Value.Equals(value))
        {
            reader.Report(
                location,
                SeedErrorCodes.PropertyTwice,
                $"{reader.Show(name)} is a label or property already, at {first.Location}: remove one of the two");
        }
    }

    /// <summary>Adds a default, unless the seed has a property of that name.</summary>
    public void AddDefault(string name, MetadataValue value, SeedLocation location) => TryAdd(name, value, location, out _);

    public bool TryGet(string name, out MetadataValue? value)
    {
        Entry entry = default;
        bool isThere = _entries is not null && _entries.TryGetValue(name, out entry) && string.Equals(
            entry.Name, name, StringComparison.Ordinal);
        value = isThere ? entry.Value : null;
        return isThere;
    }

    public Dictionary<string, MetadataValue> ToProperties() =>
        (_entries ?? []).Values.OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);

    private bool TryAdd(string name, MetadataValue value, SeedLocation location, out Entry first)
    {
        // Most versions and artifacts have none.
        _entries ??= new Dictionary<string, Entry>(TextRules.SameName);
        return !_entries.TryGetValue(name, out first) && _entries.TryAdd(name, new Entry(name, value, location));
    }

    private readonly record struct Entry(string Name, MetadataValue Value, SeedLocation Location);
}
