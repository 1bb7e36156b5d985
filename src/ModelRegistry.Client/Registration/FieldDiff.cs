using System.Globalization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>
/// Compares the fields of an entity one by one: says what an update must hold, and notes each difference. A field that is not specified
/// is never different.
/// </summary>
internal sealed class FieldDiff
{
    private readonly List<FieldChange> _changes = [];

    public IReadOnlyList<FieldChange> Changes => _changes;

    public Optional<string?> Text(string field, string? desired, string? actual) =>
        desired is null || string.Equals(desired, actual, StringComparison.Ordinal) ? default : Note(field, actual, desired);

    public Optional<IReadOnlyList<string>?> Texts(string field, IReadOnlyList<string>? desired, IReadOnlyList<string>? actual)
    {
        // The server answers nothing for a list that was stored empty.
        if (desired is null || desired.SequenceEqual(actual ?? [], StringComparer.Ordinal))
        {
            return default;
        }

        _changes.Add(new FieldChange(field, actual is null ? null : Show(actual), Show(desired)));
        return new Optional<IReadOnlyList<string>?>(desired);
    }

    public Optional<T?> State<T>(string field, T? desired, T? actual)
        where T : struct, IOpenEnum<T>
    {
        if (desired is not { } state || string.Equals(state.Value, actual?.Value, StringComparison.Ordinal))
        {
            return default;
        }

        _changes.Add(new FieldChange(field, actual?.Value, state.Value));
        return new Optional<T?>(state);
    }

    /// <summary>
    /// Compares the specified properties. The server replaces all of an entity's properties at once, so an update holds the ones that are
    /// not specified too, as they are.
    /// </summary>
    /// <remarks>
    /// Comes last: when anything at all changes in an entity that holds a struct, its properties must go along, or the server fails to
    /// read back what it stored.
    /// </remarks>
    public Optional<IReadOnlyDictionary<string, MetadataValue>?> Properties(
        IReadOnlyDictionary<string, MetadataValue> desired, IReadOnlyDictionary<string, MetadataValue>? actual)
    {
        var merged = new Dictionary<string, MetadataValue>(actual ?? new Dictionary<string, MetadataValue>(StringComparer.Ordinal), StringComparer.Ordinal);
        bool differs = false;
        foreach ((string name, MetadataValue value) in desired.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            if (!merged.TryGetValue(name, out MetadataValue? before) || !before.Equals(value))
            {
                differs = true;
                _changes.Add(new FieldChange($"customProperties.{name}", before is null ? null : Show(before, value), Show(value, before)));
                merged[name] = value;
            }
        }

        bool mustGoAlong = _changes.Count > 0 && merged.Values.Any(value => value is MetadataStructValue);
        return differs || mustGoAlong ? merged : default(Optional<IReadOnlyDictionary<string, MetadataValue>?>);
    }

    private Optional<string?> Note(string field, string? before, string after)
    {
        _changes.Add(new FieldChange(field, before, after));
        return new Optional<string?>(after);
    }

    private static string Show(IReadOnlyList<string> texts) => $"[{string.Join(", ", texts)}]";

    // Values of different kinds can look the same: then the kind is the difference, and is shown.
    private static string Show(MetadataValue value, MetadataValue? other) =>
        other is not null && value.GetType() != other.GetType()
            ? string.Create(CultureInfo.InvariantCulture, $"{value} ({value.MetadataType})")
            : value.ToString()!;
}
