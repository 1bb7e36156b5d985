using System.Globalization;
using System.Text;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// Makes a text that somebody else wrote, a certificate for example, fit for a message: short, on one line, in one direction.
/// </summary>
internal static class StrangersText
{
    private const int MaxLength = 200;

    public static string OneLine(string text)
    {
        ReadOnlySpan<char> shown = text.AsSpan(0, Math.Min(text.Length, MaxLength));
        var line = new StringBuilder(shown.Length + 8);
        foreach (Rune character in shown.EnumerateRunes())
        {
            _ = Rune.GetUnicodeCategory(character) is
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                ? line.Append(CultureInfo.InvariantCulture, $"\\u{character.Value:x4}")
                : line.Append(character);
        }

        return (text.Length > MaxLength ? line.Append('…') : line).ToString();
    }
}
