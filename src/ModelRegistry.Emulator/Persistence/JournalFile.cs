using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;

namespace ModelRegistry.Emulator.Persistence;

/// <summary>The data file: a header line, then a record for each write. Held open for this process alone.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly List<SafeFileHandle> _superseded;

    private JournalFile(string path, SafeFileHandle handle, List<SafeFileHandle> superseded)
    {
        _path = path;
        _handle = handle;
        _superseded = superseded;
        Length = RandomAccess.GetLength(handle);
    }

    /// <summary>The length in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>How many records the file has.</summary>
    public long Records { get; private set; }

    private static ReadOnlySpan<byte> Header => "{\"format\":\"model-registry-emulator\",\"version\":1}\n"u8;

    /// <summary>Opens or creates a file.</summary>
    public static JournalFile Open(string path)
    {
        string full = Path.GetFullPath(path);
        try
        {
            return new JournalFile(full, File.OpenHandle(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), []);
        }
        catch (IOException fault) when (fault is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException($"The data file '{full}' cannot be opened. Another process may be using it: {fault.Message}", fault);
        }
    }

    /// <summary>Fills a store from the file. A last line that was cut off is taken away; any other damage is refused.</summary>
    public void Load(EntityStore store)
    {
        byte[] content = ReadAll();
        ReadOnlySpan<byte> rest = content;
        if (Header.StartsWith(rest) && rest.Length < Header.Length)
        {
            // New, or cut off while it was being made.
            WriteAt(0, Header.ToArray());
            return;
        }

        if (!rest.StartsWith(Header))
        {
            throw new RegistryDataFileException(
                $"'{_path}' is not a data file of the Model Registry emulator (or of a newer version). It has been left as it is; name another file.");
        }

        int at = Header.Length;
        while (at < content.Length)
        {
            int length = content.AsSpan(at).IndexOf((byte)'\n');
            if (length < 0)
            {
                RandomAccess.SetLength(_handle, at);
                RandomAccess.FlushToDisk(_handle);
                Length = at;
                break;
            }

            if (!JournalRecord.TryOpen(content.AsSpan(at, length), out ReadOnlySpan<byte> data) || !Apply(data, store))
            {
                throw new RegistryDataFileException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The data file '{_path}' is damaged at byte {at} (record {Records + 1}). It has been left as it is; restore a copy or remove it."));
            }

            Records++;
            at += length + 1;
        }
    }

    /// <summary>Appends lines; they are on the disk when this returns.</summary>
    public void Append(ReadOnlyMemory<byte> lines, int count)
    {
        WriteAt(Length, lines);
        Records += count;
    }

    /// <summary>Puts a new file with these lines in the place of this one. At any moment one of the two is whole under the name.</summary>
    public JournalFile ReplaceBy(IEnumerable<byte[]> lines, int count)
    {
        string temporary = _path + ".new";
        SafeFileHandle handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.Delete);
        JournalFile? successor = null;
        try
        {
            successor = new JournalFile(_path, handle, [.. _superseded, _handle]) { Records = count };
            using var content = new MemoryStream();
            content.Write(Header);
            foreach (byte[] line in lines)
            {
                content.Write(line);
            }

            successor.WriteAt(0, content.GetBuffer().AsMemory(0, (int)content.Length));
            File.Move(temporary, _path, overwrite: true);
            return successor;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    // The former files stay locked, so that nobody who opened one just before it was renamed away takes it for the current one.
    public void Dispose()
    {
        _handle.Dispose();
        foreach (SafeFileHandle former in _superseded)
        {
            former.Dispose();
        }
    }

    private byte[] ReadAll()
    {
        byte[] content = new byte[Length];
        int total = 0;
        while (RandomAccess.Read(_handle, content.AsSpan(total), total) is > 0 and var read)
        {
            total += read;
        }

        return content[..total];
    }

    private void WriteAt(long offset, ReadOnlyMemory<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes.Span, offset);
        RandomAccess.FlushToDisk(_handle);
        Length = offset + bytes.Length;
    }

    private static bool Apply(ReadOnlySpan<byte> data, EntityStore store)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetString(data));
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
