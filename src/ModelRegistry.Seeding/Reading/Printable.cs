using System.Globalization;
using System.Text;

namespace ModelRegistry.Seeding;

/// <summary>
/// Makes text that somebody else wrote, a seed, a registry or a proxy, fit for a line of output: nothing in it moves the cursor, begins a
/// line of its own or turns the order of the characters round.
/// </summary>
internal static class Printable
{
    public static string OneLine(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return text;
        }

        var line = new StringBuilder(text.Length + 8);
        foreach (Rune character in text.EnumerateRunes())
        {
            _ = character.Value switch
            {
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ when IsHarmless(character) => line.Append(character),
                <= char.MaxValue => line.Append(CultureInfo.InvariantCulture, $"\\u{character.Value:x4}"),
                _ => line.Append(CultureInfo.InvariantCulture, $"\\U{character.Value:x8}"),
            };
        }

        return line.ToString();
    }

    /// <summary>Keeps the lines, and sets all but the first in, so that none can pass for a line of its own.</summary>
    public static string Lines(string text) => string.Join("\n  ", text.ReplaceLineEndings("\n").Split('\n').Select(OneLine));

    private static bool IsHarmless(Rune character) => Rune.GetUnicodeCategory(character)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
