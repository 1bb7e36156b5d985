using System.Globalization;
using System.Text;

namespace ModelRegistry.Seeding;

/// <summary>Shows texts from seed files in messages: on one line, without anything that a terminal would obey, and not too long.</summary>
internal static class Quoted
{
    private const int MaximumLength = 80;

    public static string Of(string text)
    {
        var shown = new StringBuilder("'");
        foreach (char character in text.Length > MaximumLength ? text.AsSpan(0, MaximumLength) : text)
        {
            if (NeedsEscape(character))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                shown.Append(character);
            }
        }

        return shown.Append(text.Length > MaximumLength ? "…'" : "'").ToString();
    }

    private static bool NeedsEscape(char character) =>
        char.IsControl(character)
        || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
