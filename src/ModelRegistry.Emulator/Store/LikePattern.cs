using System.Text;

namespace ModelRegistry.Emulator.Store;

/// <summary>An SQL LIKE pattern: <c>%</c> stands for any text, <c>_</c> for one character, <c>\</c> takes the next character as it is.</summary>
internal sealed class LikePattern
{
    private enum Element
    {
        Literal,
        AnyCharacter,
        AnyText,
    }

    private readonly (Element Kind, int Weight)[] _elements;
    private readonly bool _exact;

    public LikePattern(string pattern, TextRules rules, bool ignoreCase = false)
    {
        _exact = rules.IsExact && !ignoreCase;
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
            elements.Add((Element.Literal, '\\'));
        }

        _elements = [.. elements];
    }

    /// <summary>Whether a text holds characters that a pattern would not take literally.</summary>
    public static bool HasWildcards(string text) => text.AsSpan().ContainsAny('%', '_', '\\');

    /// <summary>Whether the whole text matches. Trailing spaces count, as LIKE has it.</summary>
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
            if (element < _elements.Length && _elements[element].Kind == Element.AnyText)
            {
                lastAny = element++;
                lastAnyAt = at;
            }
            else if (element < _elements.Length && (_elements[element].Kind == Element.AnyCharacter || _elements[element].Weight == weights[at]))
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

    private int Weigh(Rune rune) => _exact ? rune.Value : TextRules.Weight(rune);
}
