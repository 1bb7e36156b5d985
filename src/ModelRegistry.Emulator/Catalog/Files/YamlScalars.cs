using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>What plain scalars stand for in YAML 1.1.</summary>
internal static class YamlScalars
{
    private const string StringTag = "tag:yaml.org,2002:str";

    /// <summary>The value of a scalar, see <see cref="YamlScalar.Value"/>.</summary>
    public static object? Resolve(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value is "!" or StringTag))
        {
            return scalar.Value;
        }

        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" or "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
            "false" or "False" or "FALSE" or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
            "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
            ".nan" or ".NaN" or ".NAN" => double.NaN,
            var text => Number(text) ?? text,
        };
    }

    private static object? Number(string text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+' or '.'))
        {
            return null;
        }

        string plain = text.Replace("_", "", StringComparison.Ordinal);
        ReadOnlySpan<char> digits = plain.AsSpan().TrimStart("+-");
        if (plain.Length - digits.Length > 1 || digits.IsEmpty)
        {
            return null;
        }

        long sign = plain[0] == '-' ? -1 : 1;
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (digits.StartsWith("0x") && long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, culture, out long hexadecimal))
        {
            return sign * hexadecimal;
        }

        if (digits.StartsWith("0b") && long.TryParse(digits[2..], NumberStyles.AllowBinarySpecifier, culture, out long binary))
        {
            return sign * binary;
        }

        if (digits.Length > 1 && digits[0] == '0' && Octal(digits.TrimStart("0o")) is { } octal)
        {
            return sign * octal;
        }

        if (!digits.ContainsAnyExceptInRange('0', '9') && long.TryParse(plain, NumberStyles.AllowLeadingSign, culture, out long integer))
        {
            return integer;
        }

        return char.IsAsciiDigit(digits[0]) || (digits.Length > 1 && char.IsAsciiDigit(digits[1]))
            ? double.TryParse(plain, NumberStyles.Float, culture, out double number) ? number : null
            : null;
    }

    private static long? Octal(ReadOnlySpan<char> digits)
    {
        long value = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '7' || value > long.MaxValue >> 3)
            {
                return null;
            }

            value = (value << 3) + (digit - '0');
        }

        return value;
    }
}
