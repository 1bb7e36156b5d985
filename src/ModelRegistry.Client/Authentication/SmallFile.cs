namespace ModelRegistry.Client.Authentication;

/// <summary>Reads files that are small by their nature, and no more of one that is not: a device, for example, never ends.</summary>
internal static class SmallFile
{
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <exception cref="IOException">The file can't be read, or is too long.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static string ReadText(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var content = new MemoryStream();
        byte[] block = new byte[16 * 1024];
        int read;
        while ((read = file.Read(block)) > 0)
        {
            content.Write(block, 0, read);
            if (content.Length > MaxBytes)
            {
                throw new IOException($"it is longer than {MaxBytes} bytes.");
            }
        }

        content.Position = 0;
        using var reader = new StreamReader(content);
        return reader.ReadToEnd();
    }
}
