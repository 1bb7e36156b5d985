namespace ModelRegistry.Client.Filtering;

/// <summary>How MariaDB compares texts in its collation <c>utf8mb4_general_ci</c>, as far as case and spaces go.</summary>
internal static class MariaDbText
{
    /// <summary>Compares two texts: case does not count, and the shorter one counts as if spaces followed it.</summary>
    public static int Compare(string left, string right)
    {
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            int difference = Weight(i < left.Length ? left[i] : ' ') - Weight(i < right.Length ? right[i] : ' ');
            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }

    /// <summary>Whether a text matches a LIKE pattern: case does not count, spaces do.</summary>
    public static bool IsLike(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '%')
            {
                ReadOnlySpan<char> rest = pattern.TrimStart('%');
                for (int i = 0; i <= text.Length; i++)
                {
                    if (IsLike(text[i..], rest))
                    {
                        return true;
                    }
                }

                return false;
            }

            int length = pattern[0] == '\\' && pattern.Length > 1 ? 2 : 1;
            bool any = length == 1 && pattern[0] == '_';
            if (text.IsEmpty || (!any && Weight(text[0]) != Weight(pattern[length - 1])))
            {
                return false;
            }

            text = text[1..];
            pattern = pattern[length..];
        }

        return text.IsEmpty;
    }

    private static int Weight(char c) => char.ToUpperInvariant(c);
}
