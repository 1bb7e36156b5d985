using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>Writes a mapping or list below a custom property as compact JSON, keys and numbers as they stand.</summary>
internal sealed partial class JsonTextWriter(string what, FormatReader reader)
{
    /// <summary>
    /// The largest integer that is kept exactly by those who read JSON numbers as 64-bit floating-point numbers, as most do.
    /// </summary>
    private const long MaximumExact = 1L << 53;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Gets whether the API's own form says that numbers are meant, in whatever form.</summary>
    public bool IsTyped { get; init; }

    /// <summary>Writes the JSON.</summary>
    /// <returns>The text; <see langword="null"/> when something in it is bad, which is reported.</returns>
    public string? Write(SeedNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        bool isGood;
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            isGood = reader.IsReadWithoutError(() => Write(node, json));
        }

        return isGood && !HasBroken(node) ? Encoding.UTF8.GetString(buffer.WrittenSpan) : null;
    }

    private static bool HasBroken(SeedNode node) => node switch
    {
        ScalarNode scalar => scalar.Type == ScalarKind.Broken,
        SequenceNode sequence => sequence.Items.Any(HasBroken),
        MappingNode mapping => mapping.Entries.Any(entry => HasBroken(entry.Value)),
        _ => false,
    };

    private void Write(SeedNode node, Utf8JsonWriter json)
    {
        switch (node)
        {
            case MappingNode mapping:
                json.WriteStartObject();
                foreach (MappingEntry entry in mapping.Entries)
                {
                    if (reader.Check(entry.Key, entry.KeyLocation, $"a key in {what}", TextRule.Any))
                    {
                        json.WritePropertyName(entry.Key);
                        Write(entry.Value, json);
                    }
                }

                json.WriteEndObject();
                break;

            case SequenceNode sequence:
                json.WriteStartArray();
                foreach (SeedNode item in sequence.Items)
                {
                    Write(item, json);
                }

                json.WriteEndArray();
                break;

            case ScalarNode scalar when !TryWrite(scalar, json):
                // What is reported already still needs a value, or the JSON around it would not be well formed.
                json.WriteNullValue();
                break;
        }
    }

    private bool TryWrite(ScalarNode scalar, Utf8JsonWriter json)
    {
        if (!scalar.IsCanonical && !IsTyped)
        {
            PropertyValueReader.ReportForm(what, scalar, reader);
            return false;
        }

        switch (scalar.Type)
        {
            case ScalarKind.Boolean:
                json.WriteBooleanValue(CoreSchema.BooleanOf(scalar.Text));
                return true;

            case ScalarKind.Integer:
                return TryWriteInteger(scalar, json);

            case ScalarKind.Float or ScalarKind.NotFinite:
                return TryWriteFloat(scalar, json);

            case ScalarKind.Text when reader.Check(scalar.Text, scalar.Location, $"a text in {what}", TextRule.Any):
                json.WriteStringValue(scalar.Text);
                return true;

            default:
                return false;
        }
    }

    private bool TryWriteInteger(ScalarNode scalar, Utf8JsonWriter json)
    {
        if (CoreSchema.IntegerOf(scalar.Text) is not { } integer || integer < -MaximumExact || integer > MaximumExact)
        {
            reader.Report(
                scalar.Location,
                SeedErrorCodes.NumberOutOfRange,
                $"{what} has the integer {reader.Show(scalar.Text)}, and most readers of JSON keep integers exactly up to 2^53 "
                    + "only: quote it");
            return false;
        }

        json.WriteNumberValue((long)integer);
        return true;
    }

    private bool TryWriteFloat(ScalarNode scalar, Utf8JsonWriter json)
    {
        if (PropertyValueReader.ReadDouble(what, scalar, reader) is not { Value: var number })
        {
            return false;
        }

        if (JsonNumber().IsMatch(scalar.Text))
        {
            json.WriteRawValue(scalar.Text);
        }
        else
        {
            json.WriteNumberValue(number);
        }

        return true;
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex JsonNumber();
}
