using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>Reads a <see cref="MetadataValue"/> whatever the order of its members, and keeps what it does not know.</summary>
internal sealed class MetadataValueConverter : JsonConverter<MetadataValue>
{
    public static MetadataValue Read(ref Utf8JsonReader reader)
    {
        Utf8JsonReader start = reader;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new MetadataUnknownValue("", JsonElement.ParseValue(ref reader));
        }

        string? kind = null;
        Members members = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("metadataType"u8))
            {
                reader.Read();
                kind = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
            else
            {
                members.Read(ref reader);
            }

            // The value is here whole; Skip would refuse all the same while the response around it is not.
            reader.TrySkip();
        }

        return members.ToValue(kind) ?? new MetadataUnknownValue(kind ?? "", JsonElement.ParseValue(ref start));
    }

    public static void Write(Utf8JsonWriter writer, MetadataValue value)
    {
        if (value is MetadataUnknownValue unknown)
        {
            unknown.Json.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("metadataType"u8, value.MetadataType);
        switch (value)
        {
            case MetadataStringValue text:
                writer.WriteString("string_value"u8, text.Value);
                break;
            case MetadataIntValue integer:
                writer.WriteString("int_value"u8, integer.ToString());
                break;
            case MetadataDoubleValue number:
                writer.WriteNumber("double_value"u8, number.Value);
                break;
            case MetadataBoolValue flag:
                writer.WriteBoolean("bool_value"u8, flag.Value);
                break;
            case MetadataStructValue structure:
                writer.WriteBase64String("struct_value"u8, Encoding.UTF8.GetBytes(structure.Value.GetRawText()));
                break;
            case MetadataProtoValue proto:
                writer.WriteString("type"u8, proto.Type);
                writer.WriteString("proto_value"u8, proto.ProtoValue);
                break;
            default:
                throw new NotSupportedException($"The metadata kind {value.MetadataType} has no written form.");
        }

        writer.WriteEndObject();
    }

    public override MetadataValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, MetadataValue value, JsonSerializerOptions options) => Write(writer, value);

    /// <summary>The members that any of the known kinds may have; only those that fit the kind in the end are looked at.</summary>
    private struct Members
    {
        private string? _string;
        private string? _int;
        private string? _struct;
        private string? _type;
        private string? _proto;
        private double? _double;
        private bool? _bool;

        public void Read(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("string_value"u8))
            {
                _string = Text(ref reader);
            }
            else if (reader.ValueTextEquals("int_value"u8))
            {
                _int = Text(ref reader);
            }
            else if (reader.ValueTextEquals("double_value"u8))
            {
                _double = reader.Read() && reader.TokenType == JsonTokenType.Number && double.IsFinite(reader.GetDouble())
                    ? reader.GetDouble()
                    : null;
            }
            else if (reader.ValueTextEquals("bool_value"u8))
            {
                _bool = reader.Read() && reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : null;
            }
            else if (reader.ValueTextEquals("struct_value"u8))
            {
                _struct = Text(ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                _type = Text(ref reader);
            }
            else if (reader.ValueTextEquals("proto_value"u8))
            {
                _proto = Text(ref reader);
            }
            else
            {
                reader.Read();
            }
        }

        public readonly MetadataValue? ToValue(string? kind) => kind switch
        {
            "MetadataStringValue" when _string is not null => new MetadataStringValue(_string),
            "MetadataIntValue" when long.TryParse(_int, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) =>
                new MetadataIntValue(integer),
            "MetadataDoubleValue" when _double is { } number => new MetadataDoubleValue(number),
            "MetadataBoolValue" when _bool is { } flag => new MetadataBoolValue(flag),
            "MetadataStructValue" when _struct is not null => ReadStruct(_struct),
            "MetadataProtoValue" when _type is not null && _proto is not null => new MetadataProtoValue(_type, _proto),
            _ => null,
        };

        private static string? Text(ref Utf8JsonReader reader) =>
            reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

        // The server returns the object as JSON text although the contract, and what it accepts, is base64.
        // JSON objects start with a brace, which base64 never has, so the two can't be mixed up.
        private static MetadataStructValue? ReadStruct(string text)
        {
            ReadOnlySpan<byte> utf8;
            if (text.AsSpan().TrimStart().StartsWith('{'))
            {
                utf8 = Encoding.UTF8.GetBytes(text);
            }
            else
            {
                byte[] decoded = new byte[text.Length];
                if (!Convert.TryFromBase64String(text, decoded, out int length))
                {
                    return null;
                }

                utf8 = decoded.AsSpan(0, length);
            }

            try
            {
                JsonElement value = JsonElement.Parse(utf8);
                return value.ValueKind == JsonValueKind.Object ? new MetadataStructValue(value) : null;
            }
            catch (JsonException)
            {
                // Not JSON after all: the caller keeps the value as it was received.
                return null;
            }
        }
    }
}
