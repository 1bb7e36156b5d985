using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>The models that a source shows: those that fit a pattern of the one list, if there is one, and none of the other.</summary>
internal sealed class NameFilter
{
    private readonly Regex[] _included;
    private readonly Regex[] _excluded;

    /// <summary>Prepares the patterns: <c>*</c> stands for any text, letter case does not count.</summary>
    /// <exception cref="CatalogFileException">A pattern is blank.</exception>
    public NameFilter(IReadOnlyList<string> included, IReadOnlyList<string> excluded)
    {
        _included = Compile("includedModels", included);
        _excluded = Compile("excludedModels", excluded);
    }

    /// <summary>Whether a model is shown.</summary>
    public bool Allows(string name) =>
        (_included.Length == 0 || Array.Exists(_included, pattern => pattern.IsMatch(name)))
        && !Array.Exists(_excluded, pattern => pattern.IsMatch(name));

    private static Regex[] Compile(string field, IReadOnlyList<string> patterns)
    {
        var compiled = new Regex[patterns.Count];
        for (int i = 0; i < compiled.Length; i++)
        {
            string pattern = patterns[i].Trim();
            if (pattern.Length == 0)
            {
                throw new CatalogFileException(string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]: pattern cannot be empty"));
            }

            // Without backtracking no pattern takes long.
            string text = @"\A" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal) + @"\z";
            compiled[i] = new Regex(text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }

        return compiled;
    }
}
