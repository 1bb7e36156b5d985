using System.Globalization;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Contract;

/// <summary>Compares JSON by structure: no member may be missing or added, arrays keep their order, numbers compare by value.</summary>
internal sealed class JsonComparer(Template template, bool ignoreMessage)
{
    public List<string> Differences { get; } = [];

    public void Compare(JsonElement wanted, JsonElement got, string path)
    {
        if (ignoreMessage && path == "$.message")
        {
            return;
        }

        switch (wanted.ValueKind)
        {
            case JsonValueKind.Object when got.ValueKind == JsonValueKind.Object:
                CompareObjects(wanted, got, path);
                break;
            case JsonValueKind.Array when got.ValueKind == JsonValueKind.Array && got.GetArrayLength() == wanted.GetArrayLength():
                for (int i = 0; i < wanted.GetArrayLength(); i++)
                {
                    Compare(wanted[i], got[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
                }

                break;
            case JsonValueKind.String when got.ValueKind == JsonValueKind.String && template.Matches(wanted.GetString()!, got.GetString()!):
            case JsonValueKind.Number when got.ValueKind == JsonValueKind.Number && wanted.GetDouble().Equals(got.GetDouble()):
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null when got.ValueKind == wanted.ValueKind:
                break;
            default:
                Differences.Add($"{path}: {got.GetRawText()}, recorded {wanted.GetRawText()}");
                break;
        }
    }

    private void CompareObjects(JsonElement wanted, JsonElement got, string path)
    {
        var keys = wanted.EnumerateObject().ToDictionary(
            member => template.Fill(member.Name), static member => member.Value, StringComparer.Ordinal);
        foreach ((string key, JsonElement value) in keys)
        {
            if (got.TryGetProperty(key, out JsonElement actual))
            {
                Compare(value, actual, $"{path}.{key}");
            }
            else
            {
                Differences.Add($"{path}.{key}: missing, recorded {value.GetRawText()}");
            }
        }

        foreach (JsonProperty member in got.EnumerateObject().Where(member => !keys.ContainsKey(member.Name)))
        {
            Differences.Add($"{path}.{member.Name}: not recorded: {member.Value.GetRawText()}");
        }
    }
}
