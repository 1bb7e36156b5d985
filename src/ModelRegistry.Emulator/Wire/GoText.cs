using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ModelRegistry.Emulator.Wire;

/// <summary>Renders text the way Go's error messages do.</summary>
internal static class GoText
{
    // A lone low surrogate, which no decoded text holds otherwise, carries a byte that was not UTF-8.
    private const int ByteMark = 0xDC00;

    /// <summary>Double-quotes a text as Go's <c>%q</c> does.</summary>
    public static string Quote(string text)
    {
        var builder = new StringBuilder(text.Length + 2).Append('"');
        for (int i = 0; i < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                AppendEscaped(builder, rune, '"');
                i += rune.Utf16SequenceLength;
            }
            else
            {
                builder.Append(CultureInfo.InvariantCulture, $"\\x{(byte)(text[i++] - ByteMark):x2}");
            }
        }

        return builder.Append('"').ToString();
    }

    /// <summary>
    /// Decodes UTF-8; each byte that is none becomes U+FFFD, or with <paramref name="keepBytes"/> a mark that <see cref="Quote"/> shows as
    /// the byte.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> utf8, bool keepBytes = false)
    {
        if (Utf8.IsValid(utf8))
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var text = new StringBuilder(utf8.Length);
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out Rune rune, out int length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                text.Append(keepBytes ? (char)(ByteMark + utf8[0]) : '\uFFFD');
                length = 1;
            }

            utf8 = utf8[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes that a text was decoded from, with the marks for bytes that were not UTF-8.</summary>
    public static byte[] Encode(string text)
    {
        var bytes = new List<byte>(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (int i = 0; i < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
                i += rune.Utf16SequenceLength;
            }
            else
            {
                bytes.Add((byte)(text[i++] - ByteMark));
            }
        }

        return [.. bytes];
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
