namespace ModelRegistry.Client.Filtering;

/// <summary>What a comparison is about: a field as the server keeps it.</summary>
/// <param name="WireName">What the server's filter calls it: the stored name, which is snake_case for all that is no column.</param>
/// <param name="Kind">Where the server keeps it.</param>
internal sealed record StoredField(string WireName, StoredFieldKind Kind)
{
    /// <summary>
    /// The names that the server's filter takes for fields. A custom property of such a name can't be asked for: its comparison would
    /// mean the field, or both.
    /// </summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "id", "name", "externalId", "createTimeSinceEpoch", "lastUpdateTimeSinceEpoch", "uri", "state", "owner", "author", "status",
        "registeredModelId", "modelVersionId", "servingEnvironmentId", "inferenceServiceId", "experimentId", "experimentRunId", "runtime",
        "desiredState", "lastKnownState", "startTimeSinceEpoch", "endTimeSinceEpoch", "modelFormatName", "modelFormatVersion", "storageKey",
        "storagePath", "serviceAccountName", "modelSourceKind", "modelSourceClass", "modelSourceGroup", "modelSourceId",
        "modelSourceName", "value", "timestamp", "step", "parameterType", "digest", "sourceType", "source", "schema", "profile",
    };

    public static StoredField Property(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Reserved.Contains(name))
        {
            throw new ArgumentException(
                $"'{name}' is the name of a field for the server's filter, so a custom property of that name can't be asked for. Use the "
                    + "field itself if that is what is meant.",
                nameof(name));
        }

        return new StoredField(FilterText.Identifier(name), StoredFieldKind.Custom) { StoredName = name };
    }

    /// <summary>Gets the name under which the value is stored.</summary>
    public string StoredName { get; private init; } = WireName;

    /// <summary>Compares the field with a value.</summary>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public FilterComparison Compare(FilterOperator comparison, object value)
    {
        if (value is string text && Kind != StoredFieldKind.NumberColumn)
        {
            // Refused where the filter is made, not where it is used.
            _ = FilterText.Literal(text);
        }

        return new FilterComparison(this, comparison, value);
    }

    /// <summary>Compares the field with a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern ends in a lone backslash.</exception>
    public FilterComparison Like(FilterOperator comparison, string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        int backslashes = pattern.Length - pattern.AsSpan().TrimEnd('\\').Length;
        return backslashes % 2 == 0
            ? Compare(comparison, pattern)
            : throw new ArgumentException("The pattern ends in a lone backslash: write two for the character itself.", nameof(pattern));
    }

    /// <summary>Compares the field with each of some values.</summary>
    public FilterNode In(IEnumerable<object> values)
    {
        // The server's own IN goes wrong for names below a parent, for numbers and for the states of artifacts.
        FilterNode[] comparisons = [.. values.Select(value => Compare(FilterOperator.Equal, value))];
        return comparisons.Length == 0 ? new FilterNever() : Join(comparisons);

        // Halves, so that a long list makes no deep tree.
        static FilterNode Join(ReadOnlySpan<FilterNode> nodes) =>
            nodes.Length == 1 ? nodes[0] : new FilterOr(Join(nodes[..(nodes.Length / 2)]), Join(nodes[(nodes.Length / 2)..]));
    }
}
