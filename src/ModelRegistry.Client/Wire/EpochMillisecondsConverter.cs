using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>A point in time, on the wire the text of its milliseconds since 1970-01-01T00:00:00Z.</summary>
internal sealed class EpochMillisecondsConverter : JsonConverter<DateTimeOffset>
{
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        long milliseconds;
        bool read = reader.TokenType == JsonTokenType.Number
            ? reader.TryGetInt64(out milliseconds)
            : long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out milliseconds);

        // The server stores any 64-bit number; a time beyond the calendar's end must not make a whole list unreadable.
        return read
            ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Earliest, Latest))
            : throw new JsonException("A time is the text of its milliseconds since 1970-01-01T00:00:00Z.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
}
