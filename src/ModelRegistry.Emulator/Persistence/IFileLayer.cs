namespace ModelRegistry.Emulator.Persistence;

/// <summary>What the data file needs of a file system. Tests put one in its place whose calls fail.</summary>
internal interface IFileLayer
{
    /// <summary>Opens a file for this process alone; creates it when it does not exist.</summary>
    IOpenFile Open(string path);

    /// <summary>Creates a file, or empties the one that is there, so that it can be renamed while it is open.</summary>
    IOpenFile Create(string path);

    /// <summary>Gives a file the name of another, which is replaced in one step.</summary>
    void Move(string from, string to);

    /// <summary>Deletes a file.</summary>
    void Delete(string path);

    /// <summary>The length of the file that has this name now; <see langword="null"/> when there is none.</summary>
    long? LengthOf(string path);

    /// <summary>Brings to the disk that this name belongs to the file that has it now.</summary>
    void FlushName(string path);
}

/// <summary>A file that is open for reading and writing.</summary>
internal interface IOpenFile : IDisposable
{
    /// <summary>The length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads at an offset.</summary>
    /// <returns>How many bytes were read; 0 at the end.</returns>
    int Read(Span<byte> bytes, long offset);

    /// <summary>Writes all of the bytes at an offset. When it fails, some of them may have been written.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts the file to a length.</summary>
    void SetLength(long length);

    /// <summary>Brings what was written to the disk.</summary>
    void Flush();
}
