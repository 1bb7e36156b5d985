using System.Globalization;
using System.Text;

namespace ModelRegistry.Seeding;

/// <summary>Shows texts from seed files in messages: on one line, without anything that a terminal would obey, and not too long.</summary>
internal static class Quoted
{
    private const int MaximumLength = 80;

    /// <summary>Puts a text into quotes.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder("'");
        int length = 0;
        foreach (Rune character in text.EnumerateRunes())
        {
            if (++length > MaximumLength)
            {
                shown.Append('…');
                break;
            }

            Append(shown, character);
        }

        return shown.Append('\'').ToString();
    }

    /// <summary>Makes a text of any length harmless.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (Rune character in text.EnumerateRunes())
        {
            Append(shown, character);
        }

        return shown.ToString();
    }

    private static void Append(StringBuilder shown, Rune character)
    {
        bool isHarmless = Rune.GetUnicodeCategory(character)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        if (isHarmless)
        {
            shown.Append(character);
        }
        else if (character.IsBmp)
        {
            shown.Append(CultureInfo.InvariantCulture, $"\\u{character.Value:x4}");
        }
        else
        {
            shown.Append(CultureInfo.InvariantCulture, $"\\U{character.Value:x8}");
        }
    }
}
