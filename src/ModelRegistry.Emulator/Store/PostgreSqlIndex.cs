using System.Globalization;
using System.Text;

namespace ModelRegistry.Emulator.Store;

/// <summary>
/// The limit that PostgreSQL's index puts on an artifact's <c>uri</c>. A long one is compressed first, so how long it may be depends on how
/// often it repeats itself; what saves less than a quarter is kept as it is.
/// </summary>
internal static class PostgreSqlIndex
{
    private const int MaxRowBytes = 2704;
    private const int RowHeaderBytes = 8;
    private const int ValueHeaderBytes = 4;
    private const int CompressedHeaderBytes = 8;
    private const int CompressedFromBytes = 508;
    private const int Alignment = 8;

    private const int MinMatch = 3;
    private const int MaxMatch = 273;
    private const int LongMatch = 18;
    private const int Window = 4095;

    /// <summary>What the database says of a URI that has no room in the index; <see langword="null"/> of one that has.</summary>
    public static DatabaseErrorException? Refuse(string uri)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(uri);
        int value = bytes.Length + ValueHeaderBytes;
        if (value > CompressedFromBytes && CompressedLength(bytes) is var compressed && compressed <= bytes.Length * 3 / 4)
        {
            value = compressed + CompressedHeaderBytes;
        }

        int row = (RowHeaderBytes + value + Alignment - 1) / Alignment * Alignment;
        return row <= MaxRowBytes ? null : new DatabaseErrorException(string.Create(
            CultureInfo.InvariantCulture,
            $"ERROR: index row size {row} exceeds btree version 4 maximum {MaxRowBytes} for index \"idx_artifact_uri\" (SQLSTATE 54000)"));
    }

    // As long as PostgreSQL's own pglz makes it, or a little longer: it looks further back for a longer repetition.
    private static int CompressedLength(ReadOnlySpan<byte> bytes)
    {
        var lastSeen = new Dictionary<int, int>();
        int length = 0;
        int items = 0;
        int at = 0;
        while (at < bytes.Length)
        {
            int match = MatchAt(bytes, at, lastSeen);
            length += match == 0 ? 1 : match < LongMatch ? 2 : 3;
            items++;
            for (int end = at + Math.Max(match, 1); at < end; at++)
            {
                if (at + MinMatch <= bytes.Length)
                {
                    lastSeen[Key(bytes, at)] = at;
                }
            }
        }

        // Each eight items have a byte in front that tells which of them are repetitions.
        return length + ((items + 7) / 8);
    }

    private static int MatchAt(ReadOnlySpan<byte> bytes, int at, Dictionary<int, int> lastSeen)
    {
        if (at + MinMatch > bytes.Length || !lastSeen.TryGetValue(Key(bytes, at), out int former) || at - former >= Window)
        {
            return 0;
        }

        int limit = Math.Min(MaxMatch, bytes.Length - at);
        return bytes.Slice(former, limit).CommonPrefixLength(bytes.Slice(at, limit));
    }

    private static int Key(ReadOnlySpan<byte> bytes, int at) => (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
}
