using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>What was measured of a model of the catalog.</summary>
public sealed record CatalogMetricsArtifact : CatalogArtifact
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override CatalogArtifactType ArtifactType => CatalogArtifactType.MetricsArtifact;

    /// <summary>Gets what was measured.</summary>
    public CatalogMetricsType? MetricsType { get; init; }

    /// <summary>Gets the hardware that was measured on (<c>hardware_type</c>), for example <c>NVIDIA H100</c>.</summary>
    [JsonIgnore]
    public string? Hardware => CustomProperties.GetString("hardware_type");

    /// <summary>Gets how many of that hardware there were (<c>hardware_count</c>).</summary>
    [JsonIgnore]
    public int? HardwareCount => CustomProperties.GetInt32("hardware_count");

    /// <summary>Gets what kind of load was measured (<c>use_case</c>), for example <c>chatbot</c>.</summary>
    [JsonIgnore]
    public string? UseCase => CustomProperties.GetString("use_case");

    /// <summary>Gets a number that was measured, for example <c>ttft_p90</c>.</summary>
    /// <param name="name">The name of the custom property; case counts.</param>
    /// <returns>The number, or <see langword="null"/> when the property is missing or holds none.</returns>
    public double? this[string name] => CustomProperties.GetDouble(name);

    /// <summary>Shows the artifact in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => $"CatalogMetricsArtifact {MetricsType}";
}
