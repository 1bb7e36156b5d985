namespace ModelRegistry.Seeding.Format;

/// <summary>Guesses what was meant by a misspelt word.</summary>
internal static class Suggestion
{
    private const int LongestWord = 64;

    /// <summary>Gets <c> (did you mean 'owner'?)</c>; nothing when no known word is near.</summary>
    public static string For(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return "";
        }

        (string Word, int Distance) best = known
            .Select(candidate => (Word: candidate, Distance: Distance(Fold(word), Fold(candidate))))
            .DefaultIfEmpty((Word: "", Distance: int.MaxValue))
            .MinBy(candidate => candidate.Distance);

        // A third of the letters may be wrong: beyond that, a guess would only mislead.
        return best.Distance <= Math.Max(1, Math.Max(word.Length, best.Word.Length) / 3) ? $" (did you mean '{best.Word}'?)" : "";
    }

    // 'external_id' and 'ExternalID' are near to 'externalId'.
    private static string Fold(string word) =>
        word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Counts the letters to insert, remove, replace or swap with their neighbour.</summary>
    private static int Distance(string left, string right)
    {
        var distances = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                int replaced = distances[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                int changed = Math.Min(replaced, 1 + Math.Min(distances[i - 1, j], distances[i, j - 1]));
                bool isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                distances[i, j] = isSwap ? Math.Min(changed, distances[i - 2, j - 2] + 1) : changed;
            }
        }

        return distances[left.Length, right.Length];
    }
}
