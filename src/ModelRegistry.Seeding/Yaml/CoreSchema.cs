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
            return digits.Length > MostHexadecimalDigits ? null : Int128.Parse(
                $"0{digits}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
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

    /// <summary>
    /// Whether a number is written as it comes back when it is kept as a number. <c>12.10</c>, <c>00123</c>, <c>1e5</c> or more digits than
    /// 64 bits hold are not, and are likely to be versions, keys or hashes. Integers in other bases can be meant as nothing else.
    /// </summary>
    public static bool IsCanonical(ReadOnlySpan<char> number)
    {
        if (number.StartsWith("0x") || number.StartsWith("0o"))
        {
            return true;
        }

        ReadOnlySpan<char> magnitude = number.StartsWith("-") ? number[1..] : number;
        int whole = DigitsAtStart(magnitude);
        if (whole == 0 || (whole > 1 && magnitude[0] == '0'))
        {
            return false;
        }

        if (whole == magnitude.Length)
        {
            return number is not "-0";
        }

        ReadOnlySpan<char> fraction = magnitude[(whole + 1)..];
        return magnitude[whole] == '.'
            && fraction.Length > 0
            && DigitsAtStart(fraction) == fraction.Length
            && (fraction[^1] != '0' || fraction.Length == 1)
            && SignificantDigits(number).SequenceEqual(SignificantDigits(
                double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// Writes a floating-point number as the seed format reads it; <see langword="null"/> when it is too large or small for that.
    /// </summary>
    public static string? CanonicalOf(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) || !double.IsFinite(number) ? null
            : text.Contains('.', StringComparison.Ordinal) ? text
            : $"{text}.0";
    }

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

    private static string SignificantDigits(ReadOnlySpan<char> number)
    {
        int exponent = number.IndexOf('E');
        ReadOnlySpan<char> mantissa = exponent < 0 ? number : number[..exponent];
        return mantissa.ToString().Replace(".", "", StringComparison.Ordinal).Trim('-', '0');
    }

    private static ReadOnlySpan<char> WithoutSign(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;

    private static int DigitsAtStart(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
}
