using System.Text;

namespace ModelRegistry.Client.Filtering;

/// <summary>How MariaDB compares strings in its collation <c>utf8mb4_general_ci</c>.</summary>
internal static class MariaDbText
{
    // What the collation makes of the letters U+00C0 to U+017F.
    private const string Folded =
        "AAAAAAÆCEEEEIIIIÐNOOOOO×ØUUUUYÞSAAAAAAÆCEEEEIIIIÐNOOOOO÷ØUUUUYÞY"
        + "AAAAAACCCCCCCCDDĐĐEEEEEEEEEEGGGGGGGGHHĦĦIIIIIIIIIIĲĲJJKKĸLLLLLLĿĿŁŁNNNNNNŉŊŊ"
        + "OOOOOOŒŒRRRRRRSSSSSSSSTTTTŦŦUUUUUUUUUUUUWWYYYZZZZZZS";

    /// <summary>Compares two strings: neither case nor accents count, and the shorter one counts as if spaces followed it.</summary>
    public static int Compare(string left, string right)
    {
        int[] lefts = [.. left.EnumerateRunes().Select(Weight)];
        int[] rights = [.. right.EnumerateRunes().Select(Weight)];
        for (int i = 0; i < Math.Max(lefts.Length, rights.Length); i++)
        {
            int difference = (i < lefts.Length ? lefts[i] : ' ') - (i < rights.Length ? rights[i] : ' ');
            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }

    /// <summary>What a character counts as. All beyond the first plane count the same.</summary>
    public static int Weight(Rune rune) => rune.Value switch
    {
        >= 0xC0 and <= 0x17F => Folded[rune.Value - 0xC0],
        > 0xFFFF => Rune.ReplacementChar.Value,
        _ => Rune.ToUpperInvariant(rune).Value,
    };
}
