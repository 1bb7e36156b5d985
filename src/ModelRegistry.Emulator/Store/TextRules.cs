using System.Text;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Store;

/// <summary>How a database compares text.</summary>
internal sealed class TextRules
{
    /// <summary>The rules of <c>utf8mb4_general_ci</c>.</summary>
    public static readonly TextRules MariaDb = new(exact: false, linguistic: false);

    /// <summary>The rules of PostgreSQL with the collation <c>C</c>: texts are in the order of their code points.</summary>
    public static readonly TextRules PostgreSql = new(exact: true, linguistic: false);

    /// <summary>The rules of PostgreSQL with the collation <c>en_US</c>.</summary>
    public static readonly TextRules PostgreSqlLinguistic = new(exact: true, linguistic: true);

    // What general_ci makes of the letters U+00C0 to U+017F.
    private const string Folded =
        "AAAAAAÆCEEEEIIIIÐNOOOOO×ØUUUUYÞSAAAAAAÆCEEEEIIIIÐNOOOOO÷ØUUUUYÞY"
        + "AAAAAACCCCCCCCDDĐĐEEEEEEEEEEGGGGGGGGHHĦĦIIIIIIIIIIĲĲJJKKĸLLLLLLĿĿŁŁNNNNNNŉŊŊ"
        + "OOOOOOŒŒRRRRRRSSSSSSSSTTTTŦŦUUUUUUUUUUUUWWYYYZZZZZZS";

    private readonly bool _exact;
    private readonly bool _linguistic;

    private TextRules(bool exact, bool linguistic)
    {
        _exact = exact;
        _linguistic = linguistic;
    }

    /// <summary>Whether letter case and trailing spaces count.</summary>
    public bool IsExact => _exact;

    /// <summary>The rules of the database that an emulator follows.</summary>
    public static TextRules For(ModelRegistryEmulatorOptions options) => (options.Database, options.LinguisticOrder) switch
    {
        (RegistryDatabase.PostgreSql, true) => PostgreSqlLinguistic,
        (RegistryDatabase.PostgreSql, false) => PostgreSql,
        _ => MariaDb,
    };

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

    /// <summary>Compares two texts. On MariaDB the shorter one counts as padded with spaces.</summary>
    public int Compare(string left, string right) => (_exact, _linguistic) switch
    {
        (true, true) => LinguisticOrder.Compare(left, right),
        (true, false) => Utf8Order.Instance.Compare(left, right),
        _ => ComparePadded(Key(left), Key(right)),
    };

    /// <summary>What a character counts as in a pattern.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="ignoreCase">Whether its case does not count; on MariaDB it never does. PostgreSQL's <c>C</c> knows ASCII alone.</param>
    public int PatternWeight(Rune rune, bool ignoreCase)
    {
        if (!_exact)
        {
            return Weight(rune);
        }

        return ignoreCase && (_linguistic || rune.IsAscii) ? Rune.ToUpperInvariant(rune).Value : rune.Value;
    }

    /// <summary>Whether the database holds two texts equal.</summary>
    public bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal) || (!_exact && Compare(left, right) == 0);

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
