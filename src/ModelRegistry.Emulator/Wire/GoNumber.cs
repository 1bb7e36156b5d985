using System.Globalization;

namespace ModelRegistry.Emulator.Wire;

/// <summary>Parses and prints numbers as Go's <c>strconv</c> and <c>encoding/json</c> do.</summary>
internal static class GoNumber
{
    /// <summary>
    /// Parses a decimal integer of at most <paramref name="bits"/> bits; on failure <paramref name="error"/> is Go's message.
    /// </summary>
    public static bool TryParseInteger(string text, int bits, out long value, out string error)
    {
        value = 0;
        error = "";
        int start = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        if (start == text.Length)
        {
            error = Describe(text, "invalid syntax");
            return false;
        }

        for (int i = start; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                error = Describe(text, "invalid syntax");
                return false;
            }
        }

        long limit = bits == 32 ? int.MaxValue : long.MaxValue;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            || value > limit || value < -limit - 1)
        {
            error = Describe(text, "value out of range");
            return false;
        }

        return true;
    }

    /// <summary>Formats a number as <c>encoding/json</c> prints a float64.</summary>
    public static string FormatDouble(double value)
    {
        if (value == 0)
        {
            return double.IsNegative(value) ? "-0" : "0";
        }

        string roundTrip = value.ToString("R", CultureInfo.InvariantCulture);
        (string digits, int pointAt) = Digits(roundTrip);
        string sign = value < 0 ? "-" : "";
        int exponent = pointAt - 1;

        if (exponent is < -6 or >= 21)
        {
            string mantissa = digits.Length == 1 ? digits : string.Concat(digits.AsSpan(0, 1), ".", digits.AsSpan(1));
            string exponentSign = exponent < 0 ? "-" : "+";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}e{exponentSign}{Math.Abs(exponent)}");
        }

        if (pointAt <= 0)
        {
            return sign + "0." + new string('0', -pointAt) + digits;
        }

        return pointAt >= digits.Length
            ? sign + digits + new string('0', pointAt - digits.Length)
            : string.Concat(sign, digits.AsSpan(0, pointAt), ".") + digits[pointAt..];
    }

    // The significant digits without leading or trailing zeros, and where the decimal point stands among them.
    private static (string Digits, int PointAt) Digits(string roundTrip)
    {
        string text = roundTrip.TrimStart('-');
        int exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = exponentAt < 0 ? 0 : int.Parse(
            text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string all = point < 0 ? mantissa : string.Concat(mantissa.AsSpan(0, point), mantissa.AsSpan(point + 1));
        int pointAt = (point < 0 ? mantissa.Length : point) + exponent;
        int leading = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), pointAt - leading);
    }

    private static string Describe(string text, string reason) => $"strconv.ParseInt: parsing {GoText.Quote(text)}: {reason}";
}
