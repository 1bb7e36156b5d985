using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>The fields and properties that lists of the artifacts of a catalog's model can be filtered by.</summary>
/// <example>
/// <code>
/// Filter&lt;CatalogArtifact&gt; filter = CatalogArtifactFilter.Property("hardware_type") == "H100";
/// </code>
/// </example>
public static class CatalogArtifactFilter
{
    /// <summary>Gets where the files are.</summary>
    public static FilterTextField<CatalogArtifact> Uri { get; } = FilterFields<CatalogArtifact>.Text("uri");

    /// <summary>Gets what a metrics artifact measures.</summary>
    public static FilterField<CatalogArtifact, CatalogMetricsType> MetricsType { get; } =
        FilterFields<CatalogArtifact>.State<CatalogMetricsType>("metricsType");

    /// <summary>Names a custom property.</summary>
    /// <param name="name">The name, for example <c>hardware_type</c> or <c>ttft_p90</c>.</param>
    /// <returns>The property, to be compared.</returns>
    /// <exception cref="ArgumentException">The service's filter can't name it.</exception>
    public static FilterProperty<CatalogArtifact> Property(string name) => new(StoredField.Property(name));
}
