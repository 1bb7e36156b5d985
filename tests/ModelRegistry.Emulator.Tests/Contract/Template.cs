using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelRegistry.Emulator.Tests.Contract;

/// <summary>Texts with placeholders: filled in before sending, matched against what comes back.</summary>
internal sealed partial class Template(Dictionary<string, string> variables)
{
    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Set(string variable, string value) => variables[variable] = value;

    public string Fill(string text) => Placeholder().Replace(text, match => Value(match.Groups["name"].Value));

    public string FillJson(JsonElement json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Unescaped))
        {
            Write(writer, json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public bool Matches(string template, string text)
    {
        if (!template.Contains("{{", StringComparison.Ordinal))
        {
            return string.Equals(template, text, StringComparison.Ordinal);
        }

        var pattern = new StringBuilder();
        int at = 0;
        foreach (Match match in Placeholder().Matches(template))
        {
            pattern.Append(Regex.Escape(template[at..match.Index]));
            pattern.Append(match.Groups["name"].Value switch
            {
                "time" => "[0-9]{13}",
                "uuid" => "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
                "ptr" => "0x[0-9a-f]{4,16}",
                "sourcesDir" => @"\S+",
                var name => Regex.Escape(Value(name)),
            });
            at = match.Index + match.Length;
        }

        pattern.Append(Regex.Escape(template[at..]));
        return Regex.IsMatch(text, $@"\A{pattern}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
    }

    private string Value(string name) => variables.TryGetValue(name, out string? value) ? value : throw new UnboundVariableException(name);

    private void Write(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in json.EnumerateObject())
                {
                    writer.WritePropertyName(Fill(member.Name));
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in json.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Fill(json.GetString()!));
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    [GeneratedRegex(
        @"\{\{(?<name>[A-Za-z0-9_:.\-]+)\}\}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Placeholder();
}
