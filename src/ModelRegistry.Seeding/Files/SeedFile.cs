namespace ModelRegistry.Seeding.Files;

/// <summary>A file to read: the path by which it is reported, and the one without links by which it is read.</summary>
internal sealed record SeedFile(string Path, string RealPath)
{
    public bool IsStandardInput => string.Equals(Path, SeedFileFinder.StandardInput, StringComparison.Ordinal);

    /// <summary>Gets the name in messages.</summary>
    public string Name => IsStandardInput ? SeedFileFinder.StandardInputName : Path;
}
