using System.Text;
using System.Text.RegularExpressions;

namespace ModelRegistry.Seeding.Yaml;

/// <summary>
/// Takes the spaces out of the blank lines that a block scalar begins with. However many there are, they are no part of the value (YAML
/// 1.2, section 8.1.1.1); the parser takes them for the indentation of the text and refuses the file. All else is left at its place.
/// </summary>
/// <remarks>
/// This has to know where block scalars are, yet not exactly: outside of them the spaces of a blank line mean nothing, so that a text which
/// only looks like the beginning of one does no harm. What is inside of one must never be taken for the beginning of another, and where the
/// indentation of a block's parent can't be told, too much is taken for the block's text rather than too little.
/// </remarks>
internal static partial class LeadingBlankLines
{
    private const int Unknown = -1;

    private enum Place
    {
        Outside,
        Leading,
        Inside,
    }

    public static string Trim(string text)
    {
        StringBuilder? trimmed = null;
        int copied = 0;
        Place place = Place.Outside;
        BlockHeader? header = null;
        int contentIndentation = 0;
        for (int at = 0; at < text.Length;)
        {
            ReadOnlySpan<char> rest = text.AsSpan(at);
            int length = rest.IndexOfAny('\r', '\n') is >= 0 and var end ? end : rest.Length;
            ReadOnlySpan<char> line = rest[..length];
            int indentation = line.IndexOfAnyExcept(' ') is >= 0 and var first ? first : length;
            bool isBlank = indentation == length;
            if (isBlank && indentation > 0 && place == Place.Leading && indentation <= header!.MaximumBlank)
            {
                trimmed ??= new StringBuilder(text.Length);
                trimmed.Append(text, copied, at - copied);
                copied = at + length;
            }

            if (!isBlank)
            {
                if (place == Place.Leading)
                {
                    place = indentation > header!.ParentIndentation ? Place.Inside : Place.Outside;
                    contentIndentation = header.ContentIndentation ?? indentation;
                }
                else if (place == Place.Inside && indentation < contentIndentation)
                {
                    place = Place.Outside;
                }

                if (place == Place.Outside)
                {
                    header = BlockHeader.Read(line, indentation);
                    place = header is null ? Place.Outside : Place.Leading;
                }
            }

            at += length + (rest[length..].StartsWith("\r\n") ? 2 : 1);
        }

        return trimmed?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    /// <summary>What the line that a block scalar begins in says of its indentation.</summary>
    /// <param name="ParentIndentation">The column of the key or dash that it belongs to; its text is further in.</param>
    /// <param name="ContentIndentation">
    /// The column of its text, where the line says it; nothing where the first line of the text does.
    /// </param>
    /// <param name="MaximumBlank">
    /// How many spaces a blank line in front of the text may have without any of them being a part of it.
    /// </param>
    private sealed partial record BlockHeader(int ParentIndentation, int? ContentIndentation, int MaximumBlank)
    {
        public static BlockHeader? Read(ReadOnlySpan<char> line, int indentation)
        {
            if (!line.ContainsAny('|', '>') || !Pattern().IsMatch(line))
            {
                return null;
            }

            Match match = Pattern().Match(line.ToString());
            int parent = ParentOf(line[..match.Groups["header"].Index], indentation);
            if (match.Groups["indicator"] is not { Success: true, ValueSpan: [var digit] })
            {
                return new BlockHeader(parent, null, int.MaxValue);
            }

            int step = digit - '0';
            return parent == Unknown ? new BlockHeader(parent, 0, 0) : new BlockHeader(parent, parent + step, parent + step);
        }

        /// <summary>Finds the key or, where there is none, the last dash before a block scalar.</summary>
        private static int ParentOf(ReadOnlySpan<char> before, int indentation)
        {
            int at = indentation;
            int dash = Unknown;
            while (at + 1 < before.Length && before[at] == '-' && before[at + 1] == ' ')
            {
                dash = at;
                at++;
                while (at < before.Length && before[at] == ' ')
                {
                    at++;
                }
            }

            ReadOnlySpan<char> key = before[at..];
            return key.IndexOf(": ") >= 0 || key.IndexOf(":\t") >= 0 ? at : dash;
        }

        [GeneratedRegex(
            @"(^|[ \t])(?<header>[|>])([+-]?(?<indicator>[1-9])|(?<indicator>[1-9])[+-]|[+-])?[ \t]*([ \t]#.*)?$",
            RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
        private static partial Regex Pattern();
    }
}
