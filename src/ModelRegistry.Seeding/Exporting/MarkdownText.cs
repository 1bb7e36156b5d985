using System.Text;

namespace ModelRegistry.Seeding.Exporting;

/// <summary>Text of a registry or a seed inside a page: it shows as it is, and becomes no markup.</summary>
internal static class MarkdownText
{
    /// <summary>
    /// Shows as nothing and is not copied, yet parts what the parser and GitHub would make a link or a mention of; a backslash does not.
    /// </summary>
    private const string Break = "<!-- -->";

    public static string Escape(string text)
    {
        string line = Printable.OneLine(text);
        var escaped = new StringBuilder(line.Length + 8);
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '#' or '~' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
            if (IsReference(line.AsSpan(0, i), c, line.AsSpan(i + 1)))
            {
                escaped.Append(Break);
            }
        }

        return escaped.ToString();
    }

    /// <summary>Escapes a text that stands as a paragraph of its own, and could begin a list or a rule there.</summary>
    public static string Paragraph(string text)
    {
        string escaped = Escape(text.TrimStart());
        int digits = Math.Max(escaped.AsSpan().IndexOfAnyExceptInRange('0', '9'), 0);
        return escaped.AsSpan(digits) is ['.' or ')', ..] || escaped is ['-' or '+' or '=', ..] ? escaped.Insert(digits, "\\") : escaped;
    }

    /// <summary>
    /// Whether a character ties what stands around it to a mention, an issue or a link: <c>@name</c>, <c>#1</c>, <c>https://</c>,
    /// <c>www.</c>.
    /// </summary>
    private static bool IsReference(ReadOnlySpan<char> before, char c, ReadOnlySpan<char> after) => c switch
    {
        '@' => after is [var next, ..] && char.IsLetterOrDigit(next),
        '#' => after is [>= '0' and <= '9', ..],
        ':' => after.StartsWith("//") && (EndsWith(before, "http") || EndsWith(before, "https") || EndsWith(before, "ftp")),
        '.' => EndsWith(before, "www"),
        _ => false,
    };

    private static bool EndsWith(ReadOnlySpan<char> text, string end) => text.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
