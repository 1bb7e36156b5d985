using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ModelRegistry.Seeding.Yaml;

namespace SeedJob.Output;

/// <summary>
/// Writes JSON as YAML in blocks, for people: a string is plain where it can be nothing else, and quoted as in JSON otherwise.
/// </summary>
internal static partial class YamlText
{
    public static string Of(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var yaml = new StringBuilder();
        Write(document.RootElement, 0, yaml);
        return yaml.ToString();
    }

    /// <summary>Writes a value as a block; its first line stands behind the dash of a list, where it is an item of one.</summary>
    private static void Write(JsonElement value, int depth, StringBuilder yaml, bool isItem = false)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    yaml.Append(' ', isItem ? 0 : depth).Append(Scalar(property.Name)).Append(':');
                    WriteBelow(property.Value, depth, yaml);
                    isItem = false;
                }

                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    yaml.Append(' ', isItem ? 0 : depth).Append("- ");
                    Write(item, depth + 2, yaml, isItem: true);
                    isItem = false;
                }

                break;
            default:
                yaml.Append(Leaf(value)).Append('\n');
                break;
        }
    }

    private static void WriteBelow(JsonElement value, int depth, StringBuilder yaml)
    {
        bool isBlock = (value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any())
            || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0);
        yaml.Append(isBlock ? '\n' : ' ');
        Write(value, depth + 2, yaml);
    }

    private static string Leaf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        JsonValueKind.String => Scalar(value.GetString()!, value.GetRawText()),
        _ => value.GetRawText(),
    };

    private static string Scalar(string text, string? raw = null) =>
        Plain().IsMatch(text) && !ReservedWords.Contain(text) ? text : raw ?? $"\"{JsonEncodedText.Encode(text)}\"";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_./@-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
