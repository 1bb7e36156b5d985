namespace ModelRegistry.Client.Authentication;

/// <summary>Reads small files whose names are given, whatever they turn out to be.</summary>
internal static class BoundedFile
{
    /// <summary>Reads a whole file, and never more than a limit.</summary>
    /// <exception cref="IOException">The file is longer than the limit, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static byte[] Read(string path, int maxBytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] content = new byte[Math.Min(maxBytes, 16 * 1024)];
        int length = 0;
        while (true)
        {
            int read = file.Read(content, length, content.Length - length);
            length += read;
            if (read == 0)
            {
                return content[..length];
            }

            if (length == content.Length)
            {
                // One byte more than the limit, to tell a file that ends there from one that goes on.
                int larger = Math.Min(content.Length * 2, maxBytes + 1);
                Array.Resize(ref content, length <= maxBytes ? larger : throw new IOException($"it is longer than {maxBytes} bytes"));
            }
        }
    }
}
