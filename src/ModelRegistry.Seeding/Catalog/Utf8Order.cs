namespace ModelRegistry.Seeding.Catalog;

/// <summary>Orders texts by the bytes of their UTF-8, as the service's database does (collation <c>C</c>).</summary>
internal static class Utf8Order
{
    public static int Compare(string left, string right)
    {
        int length = Math.Min(left.Length, right.Length);
        for (int i = 0; i < length; i++)
        {
            if (left[i] != right[i])
            {
                // Surrogates stand for what comes after all other characters.
                return char.IsSurrogate(left[i]) != char.IsSurrogate(right[i])
                    ? char.IsSurrogate(left[i]) ? 1 : -1
                    : left[i].CompareTo(right[i]);
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
