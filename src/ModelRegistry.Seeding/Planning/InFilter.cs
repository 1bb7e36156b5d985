using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Planning;

/// <summary>Asks for many entities in one list by their names or ids: <c>name IN ("a","b")</c>.</summary>
/// <remarks>
/// The server finds nothing for a string that holds a quotation mark, and takes backslashes away: such values are looked up one by one.
/// Requests stay below the length that every proxy takes.
/// </remarks>
internal static class InFilter
{
    private const int MaxValues = 100;

    /// <summary>What a filter's values may take, escaped for a URL; the rest of the request has room beside them in 8 KiB.</summary>
    private const int MaxLength = 7400;

    /// <summary>What a value's quotation marks and its comma take, escaped.</summary>
    private const int Punctuation = 9;

    /// <summary>Whether a filter can spell a string.</summary>
    public static bool CanSpell(string value) =>
        Uri.EscapeDataString(value).Length + Punctuation <= MaxLength && !value.AsSpan().ContainsAny("\"'\\") && value.IndexOf(
            '\0', StringComparison.Ordinal) < 0;

    /// <summary>Divides strings so that each part makes one request.</summary>
    public static IReadOnlyList<string[]> Chunks(IEnumerable<string> values)
    {
        var chunks = new List<string[]>();
        var chunk = new List<string>();
        int length = 0;
        foreach (string value in values)
        {
            int own = Uri.EscapeDataString(value).Length + Punctuation;
            if (chunk.Count == MaxValues || (chunk.Count > 0 && length + own > MaxLength))
            {
                chunks.Add([.. chunk]);
                chunk.Clear();
                length = 0;
            }

            chunk.Add(value);
            length += own;
        }

        if (chunk.Count > 0)
        {
            chunks.Add([.. chunk]);
        }

        return chunks;
    }

    /// <summary>Asks for strings of a field.</summary>
    public static RawFilter Strings(string field, IEnumerable<string> values) =>
        Filter.Raw($"{field} IN ({string.Join(',', values.Select(value => $"\"{value}\""))})");

    /// <summary>Asks for ids, which the server keeps as numbers.</summary>
    public static RawFilter Ids(string field, IEnumerable<string> ids) => Filter.Raw($"{field} IN ({string.Join(',', ids)})");
}
