using System.Text;

namespace ModelRegistry.Emulator.Store;

/// <summary>How a database compares text.</summary>
internal sealed class TextRules
{
    /// <summary>The rules of <c>utf8mb4_general_ci</c>.</summary>
    public static readonly TextRules MariaDb = new(exact: false);

    /// <summary>The rules of PostgreSQL.</summary>
    public static readonly TextRules PostgreSql = new(exact: true);

    // What general_ci makes of the letters U+00C0 to U+017F.
    private const string Folded =
        "AAAAAAÆCEEEEIIIIÐNOOOOO×ØUUUUYÞSAAAAAAÆCEEEEIIIIÐNOOOOO÷ØUUUUYÞY"
        + "AAAAAACCCCCCCCDDĐĐEEEEEEEEEEGGGGGGGGHHĦĦIIIIIIIIIIĲĲJJKKĸLLLLLLĿĿŁŁNNNNNNŉŊŊOOOOOOŒŒRRRRRRSSSSSSSSTTTTŦŦUUUUUUUUUUUUWWYYYZZZZZZS";

    private readonly bool _exact;

    private TextRules(bool exact) => _exact = exact;

    /// <summary>Whether letter case and trailing spaces count.</summary>
    public bool IsExact => _exact;

    /// <summary>The rules of a database.</summary>
    public static TextRules For(RegistryDatabase database) => database == RegistryDatabase.PostgreSql ? PostgreSql : MariaDb;

    /// <summary>A text that is the same for all texts that the database holds equal.</summary>
    public string Key(string text)
    {
        if (_exact)
        {
            return text;
        }

        ReadOnlySpan<char> trimmed = text.AsSpan().TrimEnd(' ');
        var key = new StringBuilder(trimmed.Length);
        foreach (Rune rune in trimmed.EnumerateRunes())
        {
            key.Append(Weight(rune));
        }

        return key.ToString();
    }

    /// <summary>Compares two texts; the shorter one counts as padded with spaces.</summary>
    public int Compare(string left, string right) => _exact
        ? string.CompareOrdinal(left, right)
        : ComparePadded(Key(left), Key(right));

    /// <summary>Whether the database holds two texts equal.</summary>
    public bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal) || (!_exact && Compare(left, right) == 0);

    /// <summary>The weight of one character under general_ci: characters beyond the first plane all weigh the same.</summary>
    public static char Weight(Rune rune)
    {
        int value = rune.Value;
        if (value < 0x80)
        {
            return value is >= 'a' and <= 'z' ? (char)(value - 32) : (char)value;
        }

        if (!rune.IsBmp)
        {
            return '\uFFFD';
        }

        return value is >= 0xC0 and <= 0x17F ? Folded[value - 0xC0] : char.ToUpperInvariant((char)value);
    }

    private static int ComparePadded(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common < left.Length && common < right.Length)
        {
            return left[common].CompareTo(right[common]);
        }

        // Past its end the shorter text reads as spaces.
        bool leftIsLonger = left.Length > right.Length;
        foreach (char weight in (leftIsLonger ? left : right).AsSpan(common))
        {
            if (weight != ' ')
            {
                return leftIsLonger ? weight.CompareTo(' ') : ' '.CompareTo(weight);
            }
        }

        return 0;
    }
}
