namespace ModelRegistry.Emulator.Persistence;

/// <summary>The data file: a header line, then a record for each write. Held open for this process alone.</summary>
internal sealed partial class JournalFile : IDisposable
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
    /// Puts a new file with these lines in the place of this one. At any moment one of the two is whole under the name, and this one goes
    /// on when it throws.
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
            // Its former holder may have put a new one in its place just before.
            return files.LengthOf(path) == file.Length ? file : throw new IOException("it was replaced at this moment.");
        }
        catch
        {
            file.Dispose();
            throw;
        }
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
}
