using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>Reads and writes the map of custom properties.</summary>
internal sealed class CustomPropertiesConverter : JsonConverter<IReadOnlyDictionary<string, MetadataValue>>
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, MetadataValue> properties)
    {
        writer.WriteStartObject();
        foreach ((string name, MetadataValue value) in properties)
        {
            writer.WritePropertyName(name);
            MetadataValueConverter.Write(writer, value);
        }

        writer.WriteEndObject();
    }

    public override IReadOnlyDictionary<string, MetadataValue> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Custom properties are a JSON object.");
        }

        Dictionary<string, MetadataValue>? properties = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            (properties ??= new(StringComparer.Ordinal))[name] = MetadataValueConverter.Read(ref reader);
        }

        return properties is null
            ? ReadOnlyDictionary<string, MetadataValue>.Empty
            : new ReadOnlyDictionary<string, MetadataValue>(properties);
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, MetadataValue> value, JsonSerializerOptions options) =>
        Write(writer, value);
}
