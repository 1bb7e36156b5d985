using System.Text;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Filtering;

/// <summary>Splits a filter into tokens. White space and comments (<c>--</c> to the end of the line) are left out.</summary>
internal sealed class FilterLexer
{
    private const int SampleLength = 16;

    private readonly string _text;
    private readonly List<FilterToken> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _column = 1;

    private FilterLexer(string text) => _text = text;

    /// <summary>Splits a filter; the last token is the end.</summary>
    public static IReadOnlyList<FilterToken> Split(string text)
    {
        var lexer = new FilterLexer(text);
        while (lexer._at < text.Length)
        {
            lexer.Next();
        }

        lexer._tokens.Add(new FilterToken(FilterTokenKind.End, "", lexer._line, lexer._column));
        return lexer._tokens;
    }

    private void Next()
    {
        ReadOnlySpan<char> rest = _text.AsSpan(_at);
        int space = Length(rest, IsSpace);
        if (space > 0)
        {
            Advance(space);
            return;
        }

        if (rest.StartsWith("--"))
        {
            int lineEnd = rest.IndexOfAny('\r', '\n');
            Advance(lineEnd < 0 ? rest.Length : lineEnd);
            return;
        }

        (FilterTokenKind kind, int length) = Match(rest);
        if (length == 0)
        {
            throw new FilterSyntaxException(_line, _column, $"lexer: invalid input text {GoText.Quote(Sample(rest))}");
        }

        _tokens.Add(new FilterToken(kind, rest[..length].ToString(), _line, _column));
        Advance(length);
    }

    // The order matters: the first kind that matches wins.
    private static (FilterTokenKind Kind, int Length) Match(ReadOnlySpan<char> rest)
    {
        char first = rest[0];
        if (char.IsAsciiLetter(first) || first == '_')
        {
            return (FilterTokenKind.Identifier, Length(rest, static c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        }

        if (FloatLength(rest) is > 0 and var floatLength)
        {
            return (FilterTokenKind.Float, floatLength);
        }

        if (IntegerLength(rest) is > 0 and var integerLength)
        {
            return (FilterTokenKind.Integer, integerLength);
        }

        return first switch
        {
            '\'' or '"' => (FilterTokenKind.Text, QuotedLength(rest)),
            '`' => (FilterTokenKind.QuotedIdentifier, QuotedLength(rest)),
            '(' or ')' or '.' or ',' => (FilterTokenKind.Punctuation, 1),
            _ => (FilterTokenKind.Operator, OperatorLength(rest)),
        };
    }

    private static int FloatLength(ReadOnlySpan<char> rest)
    {
        int at = SignLength(rest);
        int whole = Length(rest[at..], char.IsAsciiDigit);
        at += whole;
        if (at < rest.Length && rest[at] == '.')
        {
            int fraction = Length(rest[(at + 1)..], char.IsAsciiDigit);
            return fraction == 0 ? 0 : at + 1 + fraction + ExponentLength(rest[(at + 1 + fraction)..]);
        }

        int exponent = whole == 0 ? 0 : ExponentLength(rest[at..]);
        return exponent == 0 ? 0 : at + exponent;
    }

    private static int IntegerLength(ReadOnlySpan<char> rest)
    {
        int sign = SignLength(rest);
        int digits = Length(rest[sign..], char.IsAsciiDigit);
        return digits == 0 ? 0 : sign + digits;
    }

    private static int ExponentLength(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] is not ('e' or 'E'))
        {
            return 0;
        }

        int sign = SignLength(rest[1..]);
        int digits = Length(rest[(1 + sign)..], char.IsAsciiDigit);
        return digits == 0 ? 0 : 1 + sign + digits;
    }

    private static int QuotedLength(ReadOnlySpan<char> rest)
    {
        char quote = rest[0];
        for (int i = 1; i < rest.Length; i++)
        {
            if (rest[i] == quote)
            {
                return i + 1;
            }

            if (rest[i] != '\\')
            {
                continue;
            }

            // A backslash takes the next character with it, but not a line feed.
            i++;
            if (i < rest.Length && rest[i] == '\n')
            {
                return 0;
            }
        }

        return 0;
    }

    private static int OperatorLength(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith(">=") || rest.StartsWith("<=") || rest.StartsWith("!=") || rest.StartsWith("<>"))
        {
            return 2;
        }

        return rest[0] is '=' or '>' or '<' ? 1 : 0;
    }

    private static int SignLength(ReadOnlySpan<char> rest) => !rest.IsEmpty && rest[0] is '-' or '+' ? 1 : 0;

    private static int Length(ReadOnlySpan<char> rest, Func<char, bool> belongs)
    {
        int length = 0;
        while (length < rest.Length && belongs(rest[length]))
        {
            length++;
        }

        return length;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\f' or '\r';

    private static string Sample(ReadOnlySpan<char> rest)
    {
        var sample = new StringBuilder();
        int taken = 0;
        foreach (Rune rune in rest.EnumerateRunes())
        {
            if (taken++ == SampleLength)
            {
                return sample.Append("...").ToString();
            }

            sample.Append(rune.ToString());
        }

        return sample.ToString();
    }

    private void Advance(int length)
    {
        ReadOnlySpan<char> span = _text.AsSpan(_at, length);
        _at += length;
        int lastLine = span.LastIndexOf('\n');
        if (lastLine < 0)
        {
            _column += RuneCount(span);
            return;
        }

        _line += span.Count('\n');
        _column = RuneCount(span[lastLine..]);
    }

    private static int RuneCount(ReadOnlySpan<char> span)
    {
        int count = 0;
        foreach (Rune _ in span.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
