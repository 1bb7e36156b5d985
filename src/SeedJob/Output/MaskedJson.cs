using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>
/// Writes JSON that shows no secret: each text is masked before it is escaped, so that neither the escapes can hide a secret from the mask
/// nor a secret as short as a comma can tear the JSON apart. What no terminal should see is escaped, as in all other output.
/// </summary>
internal sealed class MaskedJson
{
    private readonly Utf8JsonWriter _json;
    private readonly SecretMask _secrets;

    private MaskedJson(Utf8JsonWriter json, SecretMask secrets) => (_json, _secrets) = (json, secrets);

    /// <summary>Writes JSON into a text.</summary>
    public static string Write(Action<MaskedJson> write, SecretMask secrets, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(new MaskedJson(json, secrets));
        }

        return Printable.InJson(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    public void WriteStartObject() => _json.WriteStartObject();

    public void WriteStartObject(string name) => _json.WriteStartObject(name);

    public void WriteEndObject() => _json.WriteEndObject();

    /// <summary>Writes the fields of an object, as they are but for secrets.</summary>
    public void WriteFieldsOf(JsonElement value)
    {
        foreach (JsonProperty property in value.EnumerateObject())
        {
            _json.WritePropertyName(_secrets.Hide(property.Name));
            WriteValue(property.Value);
        }
    }

    public void WriteStartArray(string name) => _json.WriteStartArray(name);

    public void WriteEndArray() => _json.WriteEndArray();

    public void WriteBoolean(string name, bool value) => _json.WriteBoolean(name, value);

    public void WriteNumber(string name, int value) => _json.WriteNumber(name, value);

    public void WriteStringValue(string value) => _json.WriteStringValue(Hide(value));

    public void WriteTime(string name, DateTimeOffset value) => _json.WriteString(name, value);

    public void WriteLong(string name, long? value)
    {
        if (value is { } number)
        {
            _json.WriteNumber(name, number);
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    public void WriteTime(string name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            WriteTime(name, time);
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    public void WriteString(string name, string? value) => _json.WriteString(name, Hide(value));

    public void WriteStrings(string name, IEnumerable<string> values)
    {
        _json.WriteStartArray(name);
        foreach (string value in values)
        {
            _json.WriteStringValue(Hide(value));
        }

        _json.WriteEndArray();
    }

    /// <summary>
    /// Writes an object whose names come from a seed as its values do: a label, which can be a secret, is the name of a property.
    /// </summary>
    public void WriteFields(string name, IEnumerable<(string Field, string? Value)> fields)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        WriteStartObject(name);
        foreach ((string field, string? value) in fields)
        {
            // Two secrets look the same, and an object has each name once.
            string shown = _secrets.Hide(field);
            for (int count = 2; !taken.Add(shown); count++)
            {
                shown = string.Create(CultureInfo.InvariantCulture, $"{_secrets.Hide(field)} ({count})");
            }

            _json.WriteString(shown, Hide(value));
        }

        WriteEndObject();
    }

    /// <summary>Writes a value as it is but for secrets.</summary>
    public void WriteValue(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                _json.WriteStartObject();
                WriteFieldsOf(value);
                _json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                _json.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    WriteValue(item);
                }

                _json.WriteEndArray();
                break;
            case JsonValueKind.String:
                WriteStringValue(value.GetString()!);
                break;
            default:
                value.WriteTo(_json);
                break;
        }
    }

    private string? Hide(string? text) => text is null ? null : _secrets.Hide(text);
}
