using System.Collections.Immutable;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Rules;

namespace ModelRegistry.Seeding.Format;

/// <summary>Collects custom properties and labels, each name once as the server's database counts names.</summary>
internal sealed class PropertyBag
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Adds a property that is written in the seed.</summary>
    public void Add(string name, MetadataValue value, SeedLocation location, FormatReader reader)
    {
        if (_entries.TryAdd(TextRules.Fold(name), new Entry(name, value, location)))
        {
            return;
        }

        Entry first = _entries[TextRules.Fold(name)];
        if (!string.Equals(first.Name, name, StringComparison.Ordinal))
        {
            reader.Report(location, SeedErrorCodes.PropertyTwice, $"{reader.Show(name)} and {reader.Show(first.Name)} at {first.Location} differ only by letter case: remove one of them");
        }
        else if (!first.Value.Equals(value))
        {
            reader.Report(location, SeedErrorCodes.PropertyTwice, $"{reader.Show(name)} is a label or property already, at {first.Location}: remove one of the two");
        }
    }

    /// <summary>Adds a default, unless the seed has a property of that name.</summary>
    public void AddDefault(string name, MetadataValue value, SeedLocation location) =>
        _entries.TryAdd(TextRules.Fold(name), new Entry(name, value, location));

    public bool TryGet(string name, out MetadataValue? value)
    {
        bool isThere = _entries.TryGetValue(TextRules.Fold(name), out Entry entry) && string.Equals(entry.Name, name, StringComparison.Ordinal);
        value = isThere ? entry.Value : null;
        return isThere;
    }

    public IReadOnlyDictionary<string, MetadataValue> ToProperties() =>
        _entries.Values.ToImmutableSortedDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);

    private readonly record struct Entry(string Name, MetadataValue Value, SeedLocation Location);
}
