namespace ModelRegistry.Seeding.Catalog;

/// <summary>
/// Which names are meant: <c>*</c> stands for any text, case does not count unless it is said to, and what is excluded beats what is
/// included.
/// </summary>
internal sealed class NamePatterns(IEnumerable<string> included, IEnumerable<string> excluded, bool ignoreCase = true)
{
    private readonly StringComparison _comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
    private readonly string[] _included = [.. included.Select(static pattern => pattern.Trim())];
    private readonly string[] _excluded = [.. excluded.Select(static pattern => pattern.Trim())];

    public bool Allow(string name) =>
        (_included.Length == 0 || _included.Any(pattern => Matches(pattern, name))) && !_excluded.Any(pattern => Matches(pattern, name));

    // A question mark stands for itself, which the framework's own patterns have no working form for.
    private bool Matches(string pattern, string name)
    {
        string[] parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return name.Equals(pattern, _comparison);
        }

        if (!name.StartsWith(parts[0], _comparison))
        {
            return false;
        }

        int at = parts[0].Length;
        foreach (string part in parts[1..^1])
        {
            int found = name.IndexOf(part, at, _comparison);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return name.Length - at >= parts[^1].Length && name.EndsWith(parts[^1], _comparison);
    }
}
