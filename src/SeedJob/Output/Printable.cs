using System.Globalization;
using System.Text;

namespace SeedJob.Output;

/// <summary>
/// Makes text that somebody else wrote, a registry or a proxy, fit for a line of output: nothing in it moves the cursor, begins a line of
/// its own or turns the order of the characters round.
/// </summary>
internal static class Printable
{
    public static string OneLine(string text)
    {
        if (text.All(IsHarmless))
        {
            return text;
        }

        var line = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            _ = c switch
            {
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ when IsHarmless(c) => line.Append(c),
                _ => line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            };
        }

        return line.ToString();
    }

    /// <summary>Keeps the lines, and sets all but the first in, so that none can pass for a line of its own.</summary>
    public static string Lines(string text) => string.Join("\n  ", text.ReplaceLineEndings("\n").Split('\n').Select(OneLine));

    private static bool IsHarmless(char c) => c is >= ' ' and <= '~' || char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
