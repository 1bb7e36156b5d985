using System.Text;

namespace ModelRegistry.Emulator.Store;

/// <summary>
/// The order of PostgreSQL's collation <c>en_US</c>, as far as Latin letters go: signs before digits before letters; among equal letters
/// the plain before the accented, then the small before the capital; code points decide in the end, so that only equal texts are equal.
/// </summary>
internal static class LinguisticOrder
{
    /// <summary>Compares two texts.</summary>
    public static int Compare(string left, string right)
    {
        int letters = Compare(left, right, Letter);
        int accents = letters != 0 ? letters : Compare(left, right, Accent);
        int capitals = accents != 0 ? accents : Compare(left, right, Capital);
        return capitals != 0 ? capitals : Compare(left, right, static rune => rune.Value);
    }

    private static int Compare(string left, string right, Func<Rune, int> weight)
    {
        StringRuneEnumerator lefts = left.EnumerateRunes();
        StringRuneEnumerator rights = right.EnumerateRunes();
        while (true)
        {
            bool hasLeft = lefts.MoveNext();
            bool hasRight = rights.MoveNext();
            if (!hasLeft || !hasRight)
            {
                return hasLeft.CompareTo(hasRight);
            }

            int order = weight(lefts.Current).CompareTo(weight(rights.Current));
            if (order != 0)
            {
                return order;
            }
        }
    }

    private static int Letter(Rune rune)
    {
        int kind = Rune.IsLetter(rune) ? 2 : Rune.IsDigit(rune) ? 1 : 0;
        return (kind << 24) | (rune.IsBmp ? TextRules.Weight(rune) : rune.Value);
    }

    private static int Accent(Rune rune) => rune.IsAscii ? 0 : Rune.ToUpperInvariant(rune).Value;

    private static int Capital(Rune rune) => Rune.IsUpper(rune) ? 1 : 0;
}
