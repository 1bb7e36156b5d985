using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>The exchanges recorded from the real server (see <c>tests/Contract/registry</c>).</summary>
internal static partial class Recordings
{
    /// <summary>Gets all recorded exchanges; placeholders are replaced with values of their kind.</summary>
    public static IReadOnlyList<Recording> All { get; } = [.. Read()];

    private static IEnumerable<Recording> Read()
    {
        string root = Path.Combine(AppContext.BaseDirectory, "Contract", "registry");
        foreach (string file in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string text = Placeholder().Replace(File.ReadAllText(file), match => match.Groups["name"].Value switch
            {
                "time" => "1700000000123",
                "uuid" => "0b1e8a52-7b0e-4b57-9d6c-0f3f0a5a2f11",
                "ptr" => "0xc000123456",
                var token when token.StartsWith("token:", StringComparison.Ordinal) => "MToxNzAw",
                _ => "41",
            });
            using JsonDocument scenario = JsonDocument.Parse(text);
            foreach (JsonElement step in scenario.RootElement.GetProperty("steps").EnumerateArray())
            {
                JsonElement request = step.GetProperty("request");
                JsonElement response = step.GetProperty("response");
                yield return new Recording(
                    $"{Path.GetRelativePath(root, file)}: {step.GetProperty("name").GetString()}",
                    request.GetProperty("method").GetString()!,
                    request.GetProperty("path").GetString()!,
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

    internal sealed record Recording(string Name, string Method, string Path, int Status, string? ContentType, string Body)
    {
        public override string ToString() => Name;
    }
}
