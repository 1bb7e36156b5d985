using System.Text;

namespace ModelRegistry.Client.Filtering;

/// <summary>
/// A LIKE pattern: <c>%</c> stands for any string, <c>_</c> for one code point, and a backslash escapes what follows.
/// </summary>
internal static class LikePattern
{
    /// <summary>Whether a whole string matches.</summary>
    /// <param name="value">The string.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="weigh">What a character counts as: two of the same weight are equal.</param>
    public static bool IsMatch(string value, string pattern, Func<Rune, int> weigh)
    {
        int[] weights = [.. value.EnumerateRunes().Select(weigh)];
        List<Element> elements = Parse(pattern, weigh);

        // After a mismatch the last % takes one character more.
        int at = 0;
        int element = 0;
        int lastAny = -1;
        int lastAnyAt = 0;
        while (at < weights.Length)
        {
            Element? next = element < elements.Count ? elements[element] : null;
            if (next is { IsAnyString: true })
            {
                lastAny = element++;
                lastAnyAt = at;
            }
            else if (next is { } one && (one.Weight is null || one.Weight == weights[at]))
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

        return elements.Skip(element).All(rest => rest.IsAnyString);
    }

    private static List<Element> Parse(string pattern, Func<Rune, int> weigh)
    {
        var elements = new List<Element>();
        bool isEscaped = false;
        foreach (Rune rune in pattern.EnumerateRunes())
        {
            if (!isEscaped && rune.Value == '\\')
            {
                isEscaped = true;
                continue;
            }

            elements.Add((isEscaped, rune.Value) switch
            {
                (false, '%') => new Element(IsAnyString: true, null),
                (false, '_') => new Element(IsAnyString: false, null),
                _ => new Element(IsAnyString: false, weigh(rune)),
            });
            isEscaped = false;
        }

        return elements;
    }

    /// <summary>A part of a pattern.</summary>
    /// <param name="IsAnyString">Whether it stands for any string.</param>
    /// <param name="Weight">What the one character that it stands for counts as; <see langword="null"/> for any.</param>
    private readonly record struct Element(bool IsAnyString, int? Weight);
}
