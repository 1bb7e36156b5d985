namespace ModelRegistry.Client;

/// <summary>What the models of the catalog can be filtered by, and with which values.</summary>
public sealed record CatalogFilterOptions
{
    /// <summary>
    /// Gets the fields and properties, by their names in a filter: <c>provider</c>, <c>model_type.string_value</c>,
    /// <c>artifacts.ttft_p90.double_value</c>.
    /// </summary>
    public IReadOnlyDictionary<string, CatalogFilterOption>? Filters { get; init; }

    /// <summary>Gets the filters that the service has names for: the conditions of each, by the property that they are on.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, CatalogFieldCondition>>? NamedQueries { get; init; }
}
