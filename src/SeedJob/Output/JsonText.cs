using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>Writes JSON into a text.</summary>
internal static class JsonText
{
    /// <summary>Writes JSON whose values show no secret.</summary>
    public static string Write(Action<Utf8JsonWriter> write, SecretMask secrets, bool indented = false)
    {
        byte[] json = ToBytes(write, indented);
        string text = Encoding.UTF8.GetString(json);
        // The mask knows secrets as JSON escapes them too: what it leaves as it is has none.
        return ReferenceEquals(secrets.Hide(text), text) ? text : Encoding.UTF8.GetString(ToBytes(writer => Copy(json, writer, secrets), indented));
    }

    private static byte[] ToBytes(Action<Utf8JsonWriter> write, bool indented)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A secret as short as a digit or a comma must not tear the JSON itself apart, so that each value is masked for itself.</summary>
    private static void Copy(byte[] json, Utf8JsonWriter writer, SecretMask secrets)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    // Field names are never substituted, so they hold no secret.
                    writer.WritePropertyName(reader.GetString()!);
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(secrets.Hide(reader.GetString()!));
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan);
                    break;
            }
        }
    }
}
