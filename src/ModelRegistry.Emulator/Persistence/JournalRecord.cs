using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace ModelRegistry.Emulator.Persistence;

/// <summary>
/// A line of the data file: <c>{"sum":"8 hex digits","len":bytes,"data":{…}}</c>. The sum is the CRC-32C of the bytes of <c>data</c>,
/// which hold no line feed.
/// </summary>
internal static class JournalRecord
{
    private static ReadOnlySpan<byte> DataStart => ",\"data\":"u8;

    /// <summary>Makes the line of a record, line feed included.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> data)
    {
        byte[] head = Head(data);
        byte[] line = new byte[head.Length + data.Length + 2];
        head.CopyTo(line, 0);
        data.CopyTo(line.AsSpan(head.Length));
        line[^2] = (byte)'}';
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>Finds the data in a line without its line feed; false when length or sum do not fit.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> data)
    {
        data = default;
        int dataStart = line.IndexOf(DataStart);
        if (dataStart < 0 || line[^1] != '}')
        {
            return false;
        }

        dataStart += DataStart.Length;
        data = line[dataStart..^1];
        return line[..dataStart].SequenceEqual(Head(data));
    }

    private static byte[] Head(ReadOnlySpan<byte> data) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"sum\":\"{Checksum(data):x8}\",\"len\":{data.Length}")), .. DataStart];

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint sum = uint.MaxValue;
        while (data.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (byte value in data)
        {
            sum = BitOperations.Crc32C(sum, value);
        }

        return ~sum;
    }
}
