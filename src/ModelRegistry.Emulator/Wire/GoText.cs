using System.Globalization;
using System.Text;

namespace ModelRegistry.Emulator.Wire;

/// <summary>Renders text the way Go's error messages do.</summary>
internal static class GoText
{
    /// <summary>Double-quotes a text as Go's <c>%q</c> does.</summary>
    public static string Quote(string text)
    {
        var builder = new StringBuilder(text.Length + 2).Append('"');
        foreach (Rune rune in text.EnumerateRunes())
        {
            AppendEscaped(builder, rune, '"');
        }

        return builder.Append('"').ToString();
    }

    /// <summary>Quotes one byte of JSON input for a scanner message; bytes above 127 read as Latin-1, as Go does.</summary>
    public static string QuoteInput(byte input)
    {
        if (input == '"')
        {
            return "'\"'";
        }

        var builder = new StringBuilder().Append('\'');
        AppendEscaped(builder, new Rune((char)input), '\'');
        return builder.Append('\'').ToString();
    }

    private static void AppendEscaped(StringBuilder builder, Rune rune, char quote)
    {
        int value = rune.Value;
        if (value == quote || value == '\\')
        {
            builder.Append('\\').Append((char)value);
            return;
        }

        if (IsPrintable(rune))
        {
            builder.Append(rune.ToString());
            return;
        }

        string? shortForm = value switch
        {
            '\a' => "\\a",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\v' => "\\v",
            _ => null,
        };
        if (shortForm is not null)
        {
            builder.Append(shortForm);
        }
        else if (value is < ' ' or 0x7f)
        {
            builder.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }
        else if (value < 0x10000)
        {
            builder.Append(CultureInfo.InvariantCulture, $"\\u{value:x4}");
        }
        else
        {
            builder.Append(CultureInfo.InvariantCulture, $"\\U{value:x8}");
        }
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
