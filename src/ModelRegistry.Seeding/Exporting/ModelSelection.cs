using System.IO.Enumeration;

namespace ModelRegistry.Seeding.Exporting;

/// <summary>Which models are asked for by name, and which of the names no model has.</summary>
internal sealed class ModelSelection(IReadOnlyList<string> patterns)
{
    private readonly bool[] _found = new bool[patterns.Count];

    /// <summary>Gets the patterns that no model asked about so far has matched.</summary>
    public IReadOnlyList<string> NotFound => [.. patterns.Where((_, index) => !_found[index])];

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
}
