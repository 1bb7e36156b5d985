using System.Security.AccessControl;

namespace SeedJob.Output;

/// <summary>A file that several processes append lines to at the same time.</summary>
internal static class AppendedFile
{
    /// <summary>Opens a file, or makes it. Whatever one call writes stands together at the end, and nothing waits in a buffer.</summary>
    /// <exception cref="IOException">The file can't be opened or made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened or made.</exception>
    public static Stream Open(string path, out bool endsInHalfALine)
    {
        if (!OperatingSystem.IsWindows())
        {
            return UnixStream.Append(path, out endsInHalfALine);
        }

        endsInHalfALine = false;
        return new FileInfo(path).Create(
            FileMode.OpenOrCreate, FileSystemRights.AppendData, FileShare.ReadWrite, bufferSize: 1, FileOptions.None, fileSecurity: null);
    }
}
