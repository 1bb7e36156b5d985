using System.Globalization;
using System.Text;
using System.Text.Json;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;

namespace ModelRegistry.Emulator.Persistence;

/// <content>Reading a data file.</content>
internal sealed partial class JournalFile
{
    private static ReadOnlySpan<byte> Header => "{\"format\":\"model-registry-emulator\",\"version\":1}\n"u8;

    /// <summary>Fills a store from the file. A last batch that was cut off is taken away; any other damage is refused.</summary>
    public void Load(EntityStore store)
    {
        byte[] content = ReadAll();
        if (content.Length < Header.Length && Header.StartsWith(content))
        {
            // New, or cut off while it was being made.
            _file.Write(Header, 0);
            _file.Flush();
            CheckName(Header.Length);
            Length = Header.Length;
            return;
        }

        if (!content.AsSpan().StartsWith(Header))
        {
            throw new RegistryDataFileException(
                $"'{_path}' is not a data file of the Model Registry emulator (or of a newer version). It has been left as it is; name "
                    + "another file.");
        }

        Length = Header.Length;
        var batch = new List<(int At, ReadOnlyMemory<byte> Data)>();
        int at = Header.Length;
        while (content.AsSpan(at).IndexOf((byte)'\n') is >= 0 and var length)
        {
            if (!JournalRecord.TryOpen(content.AsMemory(at, length), out ReadOnlyMemory<byte> data, out bool isLast))
            {
                throw Damaged(at, batch.Count);
            }

            batch.Add((at, data));
            at += length + 1;
            if (isLast)
            {
                Apply(batch, store);
                Length = at;
                batch.Clear();
            }
        }

        _hasTail = content.Length > Length;
        CutTail();
    }

    private byte[] ReadAll()
    {
        byte[] content = new byte[_file.Length];
        int total = 0;
        while (_file.Read(content.AsSpan(total), total) is > 0 and var read)
        {
            total += read;
        }

        return content[..total];
    }

    private RegistryDataFileException Damaged(int at, int before) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The data file '{_path}' is damaged at byte {at} (record {Records + before + 1}). It has been left as it is; restore a copy "
            + $"or remove it."));

    private void Apply(List<(int At, ReadOnlyMemory<byte> Data)> batch, EntityStore store)
    {
        foreach ((int at, ReadOnlyMemory<byte> data) in batch)
        {
            if (!TryApply(data, store))
            {
                throw Damaged(at, before: 0);
            }

            Records++;
        }
    }

    private static bool TryApply(ReadOnlyMemory<byte> data, EntityStore store)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetString(data.Span));
            JsonElement record = document.RootElement;
            if (record.TryGetProperty("put", out _))
            {
                store.Put(EntityCodec.Read(record));
            }
            else if (record.TryGetProperty("ids", out JsonElement ids))
            {
                foreach (EntityTableKind table in Enum.GetValues<EntityTableKind>())
                {
                    store.SkipIds(table, ids.GetProperty(table.ToString()).GetInt32());
                }
            }
            else if (record.TryGetProperty("reset", out _))
            {
                store.Clear();
            }
            else
            {
                return false;
            }

            return true;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }
}
