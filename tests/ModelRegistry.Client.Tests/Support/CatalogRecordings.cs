using System.Text.Json;
using System.Text.RegularExpressions;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>The exchanges recorded from a real catalog.</summary>
internal static partial class CatalogRecordings
{
    /// <summary>Reads all exchanges; placeholders are replaced with values of their kind.</summary>
    public static IEnumerable<Exchange> Read()
    {
        string committed = Path.Combine(AppContext.BaseDirectory, "Contract", "catalog");
        string root = Directory.Exists(committed) ? committed : SharedFolder.Require("contract", "catalog");
        foreach (string file in Directory.EnumerateFiles(root, "*.json").Order(StringComparer.Ordinal))
        {
            string text = Placeholder().Replace(File.ReadAllText(file), match => match.Groups["name"].Value switch
            {
                "time" => "1700000000123",
                "sourcesDir" => "/catalog",
                var token when token.StartsWith("token:", StringComparison.Ordinal) => "MToxNzAw",
                _ => "41",
            });
            using JsonDocument scenario = JsonDocument.Parse(text);
            foreach (JsonElement step in scenario.RootElement.GetProperty("steps").EnumerateArray())
            {
                JsonElement request = step.GetProperty("request");
                JsonElement response = step.GetProperty("response");
                yield return new Exchange(
                    $"{Path.GetFileName(file)}: {step.GetProperty("name").GetString()}",
                    request.GetProperty("method").GetString()!,
                    request.GetProperty("path").GetString()!,
                    request.TryGetProperty("query", out JsonElement query)
                        ? [.. query.EnumerateArray().Select(pair => KeyValuePair.Create(pair[0].GetString()!, pair[1].GetString()!))]
                        : [],
                    response.GetProperty("status").GetInt32(),
                    response.GetProperty("contentType").GetString(),
                    response.TryGetProperty("body", out JsonElement body)
                        ? body.GetRawText()
                        : response.TryGetProperty("bodyText", out JsonElement raw)
                        ? raw.GetString()!
                        : "");
            }
        }
    }

    [GeneratedRegex(@"\{\{(?<name>[\w:]+)\}\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    internal sealed record Exchange(
        string Name, string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query,
        int Status, string? ContentType, string Body)
    {
        public override string ToString() => Name;
    }
}
