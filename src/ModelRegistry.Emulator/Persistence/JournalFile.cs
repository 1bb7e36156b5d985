using System.Globalization;
using System.Text;
using System.Text.Json;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;

namespace ModelRegistry.Emulator.Persistence;

/// <summary>The data file: a header line, then a record for each write. Held open for this process alone.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly IFileLayer _files;
    private readonly string _path;
    private readonly IOpenFile _file;
    private bool _hasTail;
    private bool _nameIsSafe;

    private JournalFile(IFileLayer files, string path, IOpenFile file)
    {
        _files = files;
        _path = path;
        _file = file;
    }

    /// <summary>The length in bytes up to the end of what is on the disk for sure.</summary>
    public long Length { get; private set; }

    /// <summary>How many records the file has.</summary>
    public long Records { get; private set; }

    private static ReadOnlySpan<byte> Header => "{\"format\":\"model-registry-emulator\",\"version\":1}\n"u8;

    /// <summary>Opens or creates a file; of a link, the file that it leads to.</summary>
    public static JournalFile Open(string path, IFileLayer files)
    {
        string full = Path.GetFullPath(path);
        try
        {
            if (new FileInfo(full) is { LinkTarget: not null } link)
            {
                full = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            }

            return new JournalFile(files, full, OpenNamed(full, files));
        }
        catch (NotSupportedException fault)
        {
            throw new IOException($"The data file '{full}' cannot be opened: it is no regular file.", fault);
        }
        catch (IOException fault) when (fault is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException($"The data file '{full}' cannot be opened. Another process may be using it: {fault.Message}", fault);
        }
    }

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
                $"'{_path}' is not a data file of the Model Registry emulator (or of a newer version). It has been left as it is; name another file.");
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

    /// <summary>Appends lines; they are on the disk when this returns, and not in the file when it throws.</summary>
    public void Append(ReadOnlySpan<byte> lines, int count)
    {
        CutTail();
        MakeNameSafe();
        _hasTail = true;
        try
        {
            _file.Write(lines, Length);
            _file.Flush();
            CheckName(Length + lines.Length);
        }
        catch
        {
            TryCutTail();
            throw;
        }

        _hasTail = false;
        Length += lines.Length;
        Records += count;
    }

    /// <summary>
    /// Puts a new file with these lines in the place of this one. At any moment one of the two is whole under the name, and this one goes on
    /// when it throws.
    /// </summary>
    public JournalFile ReplaceBy(IReadOnlyCollection<byte[]> lines)
    {
        string temporary = _path + ".new";
        IOpenFile? file = null;
        try
        {
            file = _files.Create(temporary);
            using var content = new MemoryStream();
            content.Write(Header);
            foreach (byte[] line in lines)
            {
                content.Write(line);
            }

            file.Write(content.GetBuffer().AsSpan(0, (int)content.Length), 0);
            file.Flush();
            Rename(temporary, content.Length);
            var successor = new JournalFile(_files, _path, file) { Length = content.Length, Records = lines.Count };
            _file.Dispose();
            return successor;
        }
        catch
        {
            if (file is not null)
            {
                file.Dispose();
                TryDelete(temporary);
            }

            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            TryCutTail();
        }
        finally
        {
            _file.Dispose();
        }
    }

    private static IOpenFile OpenNamed(string path, IFileLayer files)
    {
        IOpenFile file = files.Open(path);
        try
        {
            // Whoever held it may have put a new one in its place just before.
            return files.LengthOf(path) == file.Length ? file : throw new IOException("it was replaced at this moment.");
        }
        catch
        {
            file.Dispose();
            throw;
        }
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

    // Nothing is written behind the remains of a write that failed: as long as they can't be cut off, the next ones fail too.
    private void CutTail()
    {
        if (_hasTail)
        {
            _file.SetLength(Length);
            _file.Flush();
            _hasTail = false;
        }
    }

    // Where it fails it is done before the next write, which fails with it.
    private void TryCutTail()
    {
        try
        {
            CutTail();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _hasTail = true;
        }
    }

    // A sudden end must not bring back the file that had the name before.
    private void MakeNameSafe()
    {
        if (!_nameIsSafe)
        {
            _files.FlushName(_path);
            _nameIsSafe = true;
        }
    }

    private void CheckName(long length)
    {
        if (_files.LengthOf(_path) != length)
        {
            throw new IOException($"'{_path}' has been removed or replaced, so what is written would be lost. Start anew.");
        }
    }

    private void Rename(string temporary, long length)
    {
        try
        {
            _files.Move(temporary, _path);
        }
        catch (IOException) when (_files.LengthOf(temporary) is null && _files.LengthOf(_path) == length)
        {
            // Done all the same: over a network the report of it can get lost.
        }
    }

    private void TryDelete(string path)
    {
        try
        {
            _files.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It is in nobody's way: the next attempt writes over it. Why the first failed is what counts.
        }
    }

    private RegistryDataFileException Damaged(int at, int before) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The data file '{_path}' is damaged at byte {at} (record {Records + before + 1}). It has been left as it is; restore a copy or remove it."));

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
