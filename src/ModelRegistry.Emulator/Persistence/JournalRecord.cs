using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace ModelRegistry.Emulator.Persistence;

/// <summary>
/// A line of the data file: <c>{"sum":"8 hex digits","len":bytes,"data":{…}}</c>. The sum is the CRC-32C of the bytes of <c>data</c>,
/// which hold no line feed. <c>"more":true</c> before <c>data</c> says that the next line belongs to the same batch, which counts as a
/// whole or not at all.
/// </summary>
internal static class JournalRecord
{
    private static ReadOnlySpan<byte> DataStart => ",\"data\":"u8;

    private static ReadOnlySpan<byte> More => ",\"more\":true,\"data\":"u8;

    /// <summary>Makes the line of a record, line feed included.</summary>
    /// <param name="data">The data.</param>
    /// <param name="isLast">Whether it ends its batch.</param>
    public static byte[] Frame(ReadOnlySpan<byte> data, bool isLast = true)
    {
        byte[] head = Head(data, isLast);
        byte[] line = new byte[head.Length + data.Length + 2];
        head.CopyTo(line, 0);
        data.CopyTo(line.AsSpan(head.Length));
        line[^2] = (byte)'}';
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>Finds the data in a line without its line feed; false when length or sum do not fit.</summary>
    public static bool TryOpen(ReadOnlyMemory<byte> line, out ReadOnlyMemory<byte> data, out bool isLast)
    {
        data = default;
        isLast = true;
        ReadOnlySpan<byte> bytes = line.Span;
        int dataStart = bytes.IndexOf(DataStart);
        if (dataStart < 0 || bytes[^1] != '}')
        {
            return false;
        }

        dataStart += DataStart.Length;
        data = line[dataStart..^1];
        ReadOnlySpan<byte> head = bytes[..dataStart];
        isLast = !head.EndsWith(More);
        return head.SequenceEqual(Head(data.Span, isLast));
    }

    private static byte[] Head(ReadOnlySpan<byte> data, bool isLast) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"sum\":\"{Checksum(data):x8}\",\"len\":{data.Length}")),
        .. isLast ? DataStart : More,
    ];

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
