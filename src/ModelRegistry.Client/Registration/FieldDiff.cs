using System.Collections.ObjectModel;
using System.Globalization;

namespace ModelRegistry.Client;

/// <summary>
/// Compares the fields of an entity one by one and notes each difference. A field that is not specified is never different.
/// </summary>
internal sealed class FieldDiff
{
    private const string Uri = "uri";

    private static readonly ReadOnlyDictionary<string, MetadataValue> None = ReadOnlyDictionary<string, MetadataValue>.Empty;

    private readonly List<FieldChange> _changes = [];

    public IReadOnlyList<FieldChange> Changes => _changes;

    /// <summary>Shows a field: a string, a state or a list of strings.</summary>
    public static string Show(object value) =>
        value is IReadOnlyList<string> strings ? $"[{string.Join(", ", strings)}]" : value.ToString()!;

    /// <summary>Compares a field.</summary>
    /// <returns>Whether it has to be written.</returns>
    public bool Differs(string field, object? desired, object? actual)
    {
        if (desired is null || AreSame(desired, actual) || (field == Uri && ImageUri.AreSame(desired as string, actual as string)))
        {
            return false;
        }

        _changes.Add(new FieldChange(field, actual is null ? null : Show(actual), Show(desired)));
        return true;
    }

    /// <summary>
    /// Compares the specified properties. The server replaces all of an entity's properties at once, so an update holds the ones that are
    /// not specified too, as they are.
    /// </summary>
    /// <returns>What an update has to say of them; <see langword="null"/> for nothing.</returns>
    /// <remarks>
    /// Comes last: when anything at all changes in an entity that holds a struct, its properties must go along, or the server fails to
    /// read back what it stored.
    /// </remarks>
    public IReadOnlyDictionary<string, MetadataValue>? Properties(
        IReadOnlyDictionary<string, MetadataValue> desired,
        IReadOnlyDictionary<string, MetadataValue>? actual,
        IReadOnlyList<string>? absent = null)
    {
        var merged = new Dictionary<string, MetadataValue>(actual ?? None, StringComparer.Ordinal);
        bool differs = false;
        foreach ((string name, MetadataValue value) in desired.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            if (!merged.TryGetValue(name, out MetadataValue? before) || !IsSame(before, value))
            {
                differs = true;
                _changes.Add(new FieldChange($"customProperties.{name}", before is null ? null : Show(before, value), Show(value, before)));
                merged[name] = value;
            }
        }

        foreach (string name in absent ?? [])
        {
            if (merged.Remove(name, out MetadataValue? removed))
            {
                differs = true;
                _changes.Add(new FieldChange($"customProperties.{name}", Show(removed, null), ""));
            }
        }

        bool mustGoAlong = _changes.Count > 0 && merged.Values.Any(value => value is MetadataStructValue);
        return differs || mustGoAlong ? merged : null;
    }

    // The server returns nothing for a list that was stored empty.
    private static bool AreSame(object desired, object? actual) => desired is IReadOnlyList<string> strings
        ? strings.SequenceEqual((IReadOnlyList<string>?)actual ?? [], StringComparer.Ordinal)
        : desired.Equals(actual);

    // JSON kept as a string means the same however its last writer ordered its members or spaced it.
    private static bool IsSame(MetadataValue before, MetadataValue value) =>
        before.Equals(value)
        || (before is MetadataStringValue { Value: var left }
            && value is MetadataStringValue { Value: var right }
            && JsonText.MeansTheSame(left, right));

    // Values of different kinds can look the same: then the kind is the difference, and is shown.
    private static string Show(MetadataValue value, MetadataValue? other) =>
        other is not null && value.GetType() != other.GetType()
            ? string.Create(CultureInfo.InvariantCulture, $"{value} ({value.MetadataType})")
            : value.ToString()!;
}
