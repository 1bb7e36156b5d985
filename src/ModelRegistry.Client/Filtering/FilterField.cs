namespace ModelRegistry.Client.Filtering;

/// <summary>What a comparison is about.</summary>
/// <param name="Label">What users call it.</param>
/// <param name="WireName">What the server's filter calls it: the stored name, which is snake_case for all that is no column.</param>
/// <param name="Kind">Where the server keeps it.</param>
/// <param name="Targets">The lists whose entities have it.</param>
internal sealed record FilterField(string Label, string WireName, FilterFieldKind Kind, FilterTarget Targets)
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

    public static FilterField Property(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Reserved.Contains(name))
        {
            throw new ArgumentException(
                $"'{name}' is the name of a field for the server's filter, so a custom property of that name can't be asked for. Use the field of {nameof(Filter)} if that is what is meant.",
                nameof(name));
        }

        return new FilterField($"property '{name}'", FilterText.Identifier(name), FilterFieldKind.Custom, FilterTarget.All) { StoredName = name };
    }

    /// <summary>Gets the name under which the value is stored.</summary>
    public string StoredName { get; private init; } = WireName;
}
