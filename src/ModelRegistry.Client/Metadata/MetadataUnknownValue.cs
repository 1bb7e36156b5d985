using System.Text.Json;

namespace ModelRegistry.Client;

/// <summary>
/// A value of a kind that this version of the library does not know, or one that is not formed as its kind demands. It is written back
/// exactly as it was received.
/// </summary>
public sealed record MetadataUnknownValue : MetadataValue
{
    /// <summary>Makes a value from its JSON.</summary>
    /// <param name="metadataType">The discriminator; empty when the JSON has none.</param>
    /// <param name="json">The JSON as received.</param>
    public MetadataUnknownValue(string metadataType, JsonElement json)
    {
        ArgumentNullException.ThrowIfNull(metadataType);
        MetadataType = metadataType;
        Json = json.Clone();
    }

    /// <inheritdoc/>
    public override string MetadataType { get; }

    /// <summary>Gets the JSON as received.</summary>
    public JsonElement Json { get; }

    /// <summary>Shows the JSON.</summary>
    /// <returns>The JSON text.</returns>
    public override string ToString() => Json.GetRawText();

    /// <summary>Compares the JSON.</summary>
    /// <param name="other">The value to compare with.</param>
    /// <returns>Whether both have the same kind and equal JSON.</returns>
    public bool Equals(MetadataUnknownValue? other) =>
        other is not null
        && string.Equals(MetadataType, other.MetadataType, StringComparison.Ordinal)
        && JsonElement.DeepEquals(Json, other.Json);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(MetadataType);
}
