using System.Text.RegularExpressions;

namespace ModelRegistry.Seeding.Yaml;

/// <summary>What readers of YAML, old and new, take for something else than a string when it has no quotes.</summary>
internal static partial class ReservedWords
{
    public static bool Contain(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(
        "^(true|false|null|yes|no|on|off|y|n)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
