using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What a metrics artifact of the catalog measures.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<CatalogMetricsType>))]
public readonly record struct CatalogMetricsType(string Value) : IOpenEnum<CatalogMetricsType>
{
    /// <summary>Gets <c>performance-metrics</c>: speed and throughput on certain hardware.</summary>
    public static CatalogMetricsType Performance { get; } = new("performance-metrics");

    /// <summary>Gets <c>accuracy-metrics</c>: results of benchmarks.</summary>
    public static CatalogMetricsType Accuracy { get; } = new("accuracy-metrics");

    /// <summary>Gets <c>security-metrics</c>: results of security checks.</summary>
    public static CatalogMetricsType Security { get; } = new("security-metrics");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static CatalogMetricsType IOpenEnum<CatalogMetricsType>.Create(string value) => new(value);
}
