using System.Globalization;

namespace ModelRegistry.Emulator.Store;

/// <summary>Text read as a number, as MariaDB coerces it.</summary>
internal static class NumericText
{
    /// <summary>The number that a text begins with; 0 when it begins with none.</summary>
    public static double Prefix(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().TrimStart();
        int length = 0;
        bool digits = false;
        bool point = false;
        while (length < trimmed.Length)
        {
            char unit = trimmed[length];
            if (char.IsAsciiDigit(unit))
            {
                digits = true;
            }
            else if (unit == '.' && !point)
            {
                point = true;
            }
            else if (!(unit is '+' or '-' && length == 0))
            {
                break;
            }

            length++;
        }

        if (!digits)
        {
            return 0;
        }

        length += ExponentLength(trimmed[length..]);
        return double.Parse(trimmed[..length], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static int ExponentLength(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] is not ('e' or 'E'))
        {
            return 0;
        }

        int start = rest.Length > 1 && rest[1] is '+' or '-' ? 2 : 1;
        int end = start;
        while (end < rest.Length && char.IsAsciiDigit(rest[end]))
        {
            end++;
        }

        return end > start ? end : 0;
    }
}
