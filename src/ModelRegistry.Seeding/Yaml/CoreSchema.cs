using System.Buffers;
using System.Globalization;

namespace ModelRegistry.Seeding.Yaml;

/// <summary>
/// Tells what an unquoted scalar is, as YAML 1.2's core schema does (section 10.3.2): <c>yes</c>, <c>no</c>, <c>on</c>, <c>off</c>, dates
/// and versions are texts.
/// </summary>
internal static class CoreSchema
{
    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static ScalarKind KindOf(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
        ".nan" or ".NaN" or ".NAN" => ScalarKind.NotFinite,
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF" => ScalarKind.NotFinite,
        _ when IsInteger(text) => ScalarKind.Integer,
        _ when IsFloat(text) => ScalarKind.Float,
        _ => ScalarKind.Text,
    };

    public static bool BooleanOf(string text) => text[0] is 't' or 'T';

    /// <summary>Reads an integer; nothing when it takes more than 127 bits, which are too many for anything.</summary>
    public static Int128? IntegerOf(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            const int MostHexadecimalDigits = 31;
            ReadOnlySpan<char> digits = text.AsSpan(2).TrimStart('0');
            return digits.Length > MostHexadecimalDigits ? null : Int128.Parse($"0{digits}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        if (text.StartsWith("0o", StringComparison.Ordinal))
        {
            const int MostOctalDigits = 42;
            ReadOnlySpan<char> digits = text.AsSpan(2).TrimStart('0');
            if (digits.Length > MostOctalDigits)
            {
                return null;
            }

            Int128 value = 0;
            foreach (char digit in digits)
            {
                value = value * 8 + (digit - '0');
            }

            return value;
        }

        return Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 integer) ? integer : null;
    }

    /// <summary>Reads a number, an integer in another base too; an infinity when it is too large.</summary>
    public static double FloatOf(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal) || text.StartsWith("0o", StringComparison.Ordinal)
            ? (double?)IntegerOf(text) ?? double.PositiveInfinity
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool IsInteger(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("0x"))
        {
            return text.Length > 2 && !text[2..].ContainsAnyExcept(HexadecimalDigits);
        }

        if (text.StartsWith("0o"))
        {
            return text.Length > 2 && !text[2..].ContainsAnyExceptInRange('0', '7');
        }

        ReadOnlySpan<char> digits = WithoutSign(text);
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    // [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
    private static bool IsFloat(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> rest = WithoutSign(text);
        int whole = DigitsAtStart(rest);
        rest = rest[whole..];
        int fraction = 0;
        if (rest.StartsWith("."))
        {
            fraction = DigitsAtStart(rest[1..]);
            rest = rest[(1 + fraction)..];
        }

        if (whole + fraction == 0)
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] is not ('e' or 'E'))
        {
            return false;
        }

        ReadOnlySpan<char> exponent = WithoutSign(rest[1..]);
        return exponent.Length > 0 && DigitsAtStart(exponent) == exponent.Length;
    }

    private static ReadOnlySpan<char> WithoutSign(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;

    private static int DigitsAtStart(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
}
