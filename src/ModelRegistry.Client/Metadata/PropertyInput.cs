namespace ModelRegistry.Client.Metadata;

/// <summary>
/// The custom properties of a request. They are sent when they were given as a whole, be it none, or when any was set; reading them alone
/// gives none.
/// </summary>
internal sealed class PropertyInput : IEquatable<PropertyInput>
{
    private readonly bool _isGiven;
    private Dictionary<string, MetadataValue>? _values;

    public PropertyInput()
    {
    }

    /// <summary>Takes properties as they are now.</summary>
    public PropertyInput(IEnumerable<KeyValuePair<string, MetadataValue>>? values)
    {
        _isGiven = values is not null;
        _values = values is null ? null : new(values, StringComparer.Ordinal);
    }

    public PropertyInput(PropertyInput original)
        : this(original._values)
    {
        _isGiven = original._isGiven;
    }

    /// <summary>Gets the properties, to read and to set.</summary>
    public Dictionary<string, MetadataValue> Values => _values ??= new(StringComparer.Ordinal);

    /// <summary>Gets how many there are.</summary>
    public int Count => _values?.Count ?? 0;

    /// <summary>Gets what is sent; <see langword="null"/> for nothing.</summary>
    public IReadOnlyDictionary<string, MetadataValue>? Sent => _isGiven || Count > 0 ? Values : null;

    /// <summary>Compares what is sent, so that records of the same content are equal.</summary>
    public bool Equals(PropertyInput? other) =>
        other is not null
        && (Sent is null) == (other.Sent is null)
        && Count == other.Count
        && (_values ?? []).All(property => property.Value.Equals(other.Values.GetValueOrDefault(property.Key)));

    public override bool Equals(object? obj) => Equals(obj as PropertyInput);

    /// <summary>The number alone: the values can be set later.</summary>
    public override int GetHashCode() => Count;
}
