using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>A point in time, on the wire the text of its milliseconds since 1970-01-01T00:00:00Z.</summary>
/// <remarks>
/// The server takes any string for the times of a run or metric and returns it as it came. One that is no time, or lies beyond the
/// calendar, must not make a whole list unreadable: it is read as no time, or as the calendar's end.
/// </remarks>
internal sealed class EpochMillisecondsConverter : JsonConverter<DateTimeOffset?>
{
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        long milliseconds;
        bool read = reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetInt64(out milliseconds),
            JsonTokenType.String => TryParse(ref reader, out milliseconds),
            _ => throw new JsonException("A time is the text of its milliseconds since 1970-01-01T00:00:00Z."),
        };
        return read ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Earliest, Latest)) : null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            writer.WriteStringValue(time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static bool TryParse(ref Utf8JsonReader reader, out long milliseconds)
    {
        // A number of 64 bits, and room for a sign and for digits that are written as escapes.
        const int LongestEscaped = 20 * 6;
        Span<byte> text = stackalloc byte[LongestEscaped];
        milliseconds = 0;
        return (reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length) <= LongestEscaped
            && long.TryParse(
                text[..reader.CopyString(text)], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out milliseconds);
    }
}
