namespace ModelRegistry.Emulator.Catalog;

/// <summary>Reads files, and words failures as the service's operating system does.</summary>
internal static class CatalogFiles
{
    private const int LargestFile = 64 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="failed">The text before the reason when it cannot be read.</param>
    /// <exception cref="CatalogFileException">It cannot be read.</exception>
    public static byte[] Read(string path, string failed)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new CatalogFileException($"{failed}read {path}: is a directory");
            }

            using FileStream file = File.OpenRead(path);
            if (file.Length > LargestFile)
            {
                throw new CatalogFileException($"{failed}read {path}: the emulator reads no file of more than 64 MiB");
            }

            using var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CatalogFileException($"{failed}open {path}: no such file or directory");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CatalogFileException($"{failed}open {path}: permission denied");
        }
        catch (IOException fault)
        {
            throw new CatalogFileException($"{failed}read {path}: {fault.Message}");
        }
    }
}
