using System.IO.Enumeration;
using System.Text;
using ModelRegistry.Seeding.Planning;

namespace ModelRegistry.Seeding.Exporting;

/// <summary>Which models are asked for by name, and which of the names no model has.</summary>
internal sealed class ModelSelection(IReadOnlyList<string> patterns)
{
    private readonly bool[] _found = new bool[patterns.Count];

    /// <summary>Gets the patterns that no model asked about so far has matched.</summary>
    public IReadOnlyList<string> NotFound => [.. patterns.Where((_, index) => !_found[index])];

    /// <summary>Gets the names that are asked for, where all are exact and a filter can spell them.</summary>
    /// <value><see langword="null"/> otherwise.</value>
    public IReadOnlyList<string>? ExactNames
    {
        get
        {
            string[] names = [.. patterns.Where(pattern => !HasWildcard(pattern)).Select(Unescaped).Where(InFilter.CanSpell)];
            return patterns.Count > 0 && names.Length == patterns.Count ? names : null;
        }
    }

    /// <summary>Tells whether a model is asked for. Every pattern is tried, to know which of them find something.</summary>
    public bool Includes(string name)
    {
        bool isIncluded = patterns.Count == 0;
        for (int i = 0; i < patterns.Count; i++)
        {
            if (FileSystemName.MatchesSimpleExpression(patterns[i], name, ignoreCase: false))
            {
                _found[i] = isIncluded = true;
            }
        }

        return isIncluded;
    }

    private static bool HasWildcard(string pattern)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] is '*' or '?')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the backslashes away that keep what follows them as it is.</summary>
    private static string Unescaped(string pattern)
    {
        var name = new StringBuilder(pattern.Length);
        for (int i = 0; i < pattern.Length; i++)
        {
            name.Append(pattern[i] == '\\' && i + 1 < pattern.Length ? pattern[++i] : pattern[i]);
        }

        return name.ToString();
    }
}
