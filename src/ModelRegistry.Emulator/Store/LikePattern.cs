using System.Text;

namespace ModelRegistry.Emulator.Store;

/// <summary>
/// An SQL LIKE pattern: <c>%</c> stands for any text, <c>_</c> for one character, <c>\</c> takes the next character as it is.
/// </summary>
internal sealed class LikePattern
{
    private enum Element
    {
        Literal,
        AnyCharacter,
        AnyText,

        /// <summary>A backslash with nothing behind it, which PostgreSQL minds only when there is text left to compare with it.</summary>
        Dangling,
    }

    private readonly (Element Kind, int Weight)[] _elements;
    private readonly TextRules _rules;
    private readonly bool _ignoreCase;

    public LikePattern(string pattern, TextRules rules, bool ignoreCase = false)
    {
        _rules = rules;
        _ignoreCase = ignoreCase;
        var elements = new List<(Element, int)>();
        bool escaped = false;
        foreach (Rune rune in pattern.EnumerateRunes())
        {
            if (!escaped && rune.Value == '\\')
            {
                escaped = true;
                continue;
            }

            Element kind = escaped ? Element.Literal : rune.Value switch
            {
                '%' => Element.AnyText,
                '_' => Element.AnyCharacter,
                _ => Element.Literal,
            };
            elements.Add((kind, Weigh(rune)));
            escaped = false;
        }

        if (escaped)
        {
            elements.Add((rules.IsExact ? Element.Dangling : Element.Literal, '\\'));
        }

        _elements = [.. elements];
    }

    /// <summary>Whether a text holds characters that a pattern would not take literally.</summary>
    public static bool HasWildcards(string text) => text.AsSpan().ContainsAny('%', '_', '\\');

    /// <summary>Whether the whole text matches. Trailing spaces count, as LIKE has it.</summary>
    /// <exception cref="DatabaseErrorException">
    /// The database is PostgreSQL, and the comparison came to a backslash that ends the pattern.
    /// </exception>
    public bool Matches(string text)
    {
        var weights = new List<int>(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            weights.Add(Weigh(rune));
        }

        // On a mismatch go back to the last % and let it take one character more.
        int at = 0;
        int element = 0;
        int lastAny = -1;
        int lastAnyAt = 0;
        while (at < weights.Count)
        {
            Element? kind = element < _elements.Length ? _elements[element].Kind : null;
            if (kind == Element.Dangling)
            {
                throw new DatabaseErrorException("ERROR: LIKE pattern must not end with escape character (SQLSTATE 22025)");
            }

            if (kind == Element.AnyText)
            {
                lastAny = element++;
                lastAnyAt = at;
            }
            else if (kind == Element.AnyCharacter || (kind == Element.Literal && _elements[element].Weight == weights[at]))
            {
                element++;
                at++;
            }
            else if (lastAny >= 0)
            {
                element = lastAny + 1;
                at = ++lastAnyAt;
            }
            else
            {
                return false;
            }
        }

        while (element < _elements.Length && _elements[element].Kind == Element.AnyText)
        {
            element++;
        }

        return element == _elements.Length;
    }

    private int Weigh(Rune rune) => _rules.PatternWeight(rune, _ignoreCase);
}
