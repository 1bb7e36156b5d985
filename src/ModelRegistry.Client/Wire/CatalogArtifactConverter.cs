using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>Reads an artifact of a catalog as its kind says, wherever in the object the discriminator stands.</summary>
internal sealed class CatalogArtifactConverter : JsonConverter<CatalogArtifact>
{
    public override CatalogArtifact? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ArtifactConverter.ReadType(reader) switch
        {
            "model-artifact" => JsonSerializer.Deserialize(ref reader, CatalogJson.Default.CatalogModelArtifact),
            "metrics-artifact" => JsonSerializer.Deserialize(ref reader, CatalogJson.Default.CatalogMetricsArtifact),
            _ => ReadUnknown(ref reader),
        };

    public override void Write(Utf8JsonWriter writer, CatalogArtifact value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A catalog is read, never written.");

    private static UnknownCatalogArtifact? ReadUnknown(ref Utf8JsonReader reader)
    {
        JsonElement json = JsonElement.ParseValue(ref reader);
        return json.Deserialize(CatalogJson.Default.UnknownCatalogArtifact) is { } artifact ? artifact with { Json = json } : null;
    }
}
