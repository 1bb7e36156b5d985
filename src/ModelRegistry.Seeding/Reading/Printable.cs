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
                _ => AppendEscape(line, character),
            };
        }

        return line.ToString();
    }

    /// <summary>Keeps the lines, and sets all but the first in, so that none can pass for a line of its own.</summary>
    public static string Lines(string text) => string.Join("\n  ", text.ReplaceLineEndings("\n").Split('\n').Select(OneLine));

    /// <summary>Escapes what a writer of JSON leaves as it is. Outside of its texts JSON has none of that.</summary>
    public static string InJson(string json) => Escape(json, AppendJsonEscape);

    /// <summary>
    /// Escapes what a writer of JSON leaves as it is in a text that becomes a double-quoted scalar of YAML, which knows no surrogates.
    /// </summary>
    public static string InYaml(string quoted) => Escape(quoted, AppendEscape);

    /// <summary>Whether a character neither moves the cursor, nor breaks a line, nor turns the order of others round.</summary>
    public static bool IsHarmless(Rune character) => Rune.GetUnicodeCategory(character)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static StringBuilder AppendEscape(StringBuilder text, Rune character) => character.IsBmp
        ? text.Append(CultureInfo.InvariantCulture, $"\\u{character.Value:x4}")
        : text.Append(CultureInfo.InvariantCulture, $"\\U{character.Value:x8}");

    private static StringBuilder AppendJsonEscape(StringBuilder text, Rune character)
    {
        Span<char> units = stackalloc char[2];
        foreach (char unit in units[..character.EncodeToUtf16(units)])
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return text;
    }

    /// <summary>
    /// Escapes what does harm but ASCII's own control characters, which stand between the texts, and which the writer has escaped within.
    /// </summary>
    private static string Escape(string written, Func<StringBuilder, Rune, StringBuilder> escape)
    {
        if (written.AsSpan().IndexOfAnyExceptInRange('\0', '~') < 0)
        {
            return written;
        }

        var text = new StringBuilder(written.Length + 8);
        foreach (Rune character in written.EnumerateRunes())
        {
            _ = character.Value < ' ' || IsHarmless(character) ? text.Append(character) : escape(text, character);
        }

        return text.ToString();
    }
}
