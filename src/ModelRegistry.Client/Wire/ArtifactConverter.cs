using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>Reads an artifact as its kind says, wherever in the object the discriminator stands.</summary>
internal sealed class ArtifactConverter : JsonConverter<Artifact>
{
    public override Artifact? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadType(reader) switch
        {
            "model-artifact" => JsonSerializer.Deserialize(ref reader, ArtifactsJson.Default.ModelArtifact),
            "doc-artifact" => JsonSerializer.Deserialize(ref reader, ArtifactsJson.Default.DocArtifact),
            "dataset-artifact" => JsonSerializer.Deserialize(ref reader, ArtifactsJson.Default.DataSet),
            "metric" => JsonSerializer.Deserialize(ref reader, ArtifactsJson.Default.Metric),
            "parameter" => JsonSerializer.Deserialize(ref reader, ArtifactsJson.Default.Parameter),
            _ => ReadUnknown(ref reader),
        };

    public override void Write(Utf8JsonWriter writer, Artifact value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Artifacts are read; what is written are ArtifactCreate and ArtifactUpdate.");

    // The reader comes by value: looking ahead leaves the caller's where it is.
    public static string? ReadType(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("An artifact is a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = reader.ValueTextEquals("artifactType"u8);
            reader.Read();
            if (found)
            {
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }

            // The value is here whole; Skip would refuse all the same while the answer around it is not.
            reader.TrySkip();
        }

        return null;
    }

    private static UnknownArtifact? ReadUnknown(ref Utf8JsonReader reader)
    {
        JsonElement json = JsonElement.ParseValue(ref reader);
        return json.Deserialize(ArtifactsJson.Default.UnknownArtifact) is { } artifact ? artifact with { Json = json } : null;
    }
}
