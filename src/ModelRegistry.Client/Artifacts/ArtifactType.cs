using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>The kind of an artifact: the discriminator <c>artifactType</c>.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<ArtifactType>))]
public readonly record struct ArtifactType(string Value) : IOpenEnum<ArtifactType>
{
    /// <summary>Gets <c>model-artifact</c>: a <see cref="Client.ModelArtifact"/>.</summary>
    public static ArtifactType ModelArtifact { get; } = new("model-artifact");

    /// <summary>Gets <c>doc-artifact</c>: a <see cref="Client.DocArtifact"/>.</summary>
    public static ArtifactType DocArtifact { get; } = new("doc-artifact");

    /// <summary>Gets <c>dataset-artifact</c>: a <see cref="Client.DataSet"/>.</summary>
    public static ArtifactType DataSet { get; } = new("dataset-artifact");

    /// <summary>Gets <c>metric</c>: a <see cref="Client.Metric"/>.</summary>
    public static ArtifactType Metric { get; } = new("metric");

    /// <summary>Gets <c>parameter</c>: a <see cref="Client.Parameter"/>.</summary>
    public static ArtifactType Parameter { get; } = new("parameter");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static ArtifactType IOpenEnum<ArtifactType>.Create(string value) => new(value);
}
