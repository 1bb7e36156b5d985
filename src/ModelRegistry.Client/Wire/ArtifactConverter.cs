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

    // No request has an artifact in its body: those have an ArtifactCreate or ArtifactUpdate. This is for callers, to keep or show one.
    public override void Write(Utf8JsonWriter writer, Artifact value, JsonSerializerOptions options)
    {
        JsonElement fields = value switch
        {
            ModelArtifact model => JsonSerializer.SerializeToElement(model, ArtifactsJson.Default.ModelArtifact),
            DocArtifact document => JsonSerializer.SerializeToElement(document, ArtifactsJson.Default.DocArtifact),
            DataSet dataSet => JsonSerializer.SerializeToElement(dataSet, ArtifactsJson.Default.DataSet),
            Metric metric => JsonSerializer.SerializeToElement(metric, ArtifactsJson.Default.Metric),
            Parameter parameter => JsonSerializer.SerializeToElement(parameter, ArtifactsJson.Default.Parameter),
            UnknownArtifact unknown => unknown.Json,
            _ => throw new NotSupportedException($"{value.GetType()} is no kind of artifact of this package."),
        };
        writer.WriteStartObject();
        if (value is not UnknownArtifact)
        {
            writer.WriteString("artifactType"u8, value.ArtifactType.Value);
        }

        foreach (JsonProperty field in fields.EnumerateObject())
        {
            field.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

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

            // The value is here whole; Skip would refuse all the same while the response around it is not.
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
