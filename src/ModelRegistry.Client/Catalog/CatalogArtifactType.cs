using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>The kind of an artifact of the catalog: the discriminator <c>artifactType</c>.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<CatalogArtifactType>))]
public readonly record struct CatalogArtifactType(string Value) : IOpenEnum<CatalogArtifactType>
{
    /// <summary>Gets <c>model-artifact</c>: a <see cref="CatalogModelArtifact"/>.</summary>
    public static CatalogArtifactType ModelArtifact { get; } = new("model-artifact");

    /// <summary>Gets <c>metrics-artifact</c>: a <see cref="CatalogMetricsArtifact"/>.</summary>
    public static CatalogArtifactType MetricsArtifact { get; } = new("metrics-artifact");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static CatalogArtifactType IOpenEnum<CatalogArtifactType>.Create(string value) => new(value);
}
