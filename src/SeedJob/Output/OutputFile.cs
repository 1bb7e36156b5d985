using ModelRegistry.Seeding.Files;

namespace SeedJob.Output;

/// <summary>
/// Puts a text where a path leads to. A file is replaced as a whole, so that no reader sees half of it and nothing that goes wrong takes
/// the last one away; it stays behind its links and keeps its mode. What is no file (a pipe, a device) is written to as it is.
/// </summary>
internal static class OutputFile
{
    /// <summary>Writes the text.</summary>
    /// <exception cref="IOException">It can't be written. A file that is there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">What is no file may not be written to.</exception>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        if (SpecialFile.KindOf(path) is not null)
        {
            // A pipe is open only when somebody reads from it, and takes no more than is read.
            await Task.Run(() => WriteInPlace(path, text), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        string file = new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(
            path, returnFinalTarget: true)!.FullName;
        try
        {
            await ReplaceAsync(file, text, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The last is what .NET makes of a file that may not grow any more.
            string last = File.Exists(file) ? " The last file is as it was." : "";
            throw new IOException(
                $"what is to take its place can't be made beside it, or not be put there: {FileProblem.ReasonOf(exception)}{last}",
                exception);
        }
    }

    private static async Task ReplaceAsync(string file, string text, CancellationToken cancellationToken)
    {
        string temporary = Path.Combine(Path.GetDirectoryName(file) ?? file, $".{Path.GetRandomFileName()}");
        var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        try
        {
            var writer = new StreamWriter(stream);
            await using (writer.ConfigureAwait(false))
            {
                KeepMode(stream, file);
                await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
                await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                // Some disks say that they are full only now, and the name must not come to the disk before the content.
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void KeepMode(FileStream stream, string file)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(file))
        {
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(file));
        }
    }

    private static void WriteInPlace(string path, string text)
    {
        using var writer = new StreamWriter(new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
        writer.Write(text);
    }
}
