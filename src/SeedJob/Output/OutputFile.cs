using ModelRegistry.Seeding.Files;

namespace SeedJob.Output;

/// <summary>
/// Puts a text where a path leads to. A file is replaced as a whole, so that no reader sees half of it; it stays behind its links and
/// keeps its mode. What is no file (a pipe, a device), or stands where nothing can be replaced, is written to as it is.
/// </summary>
internal static class OutputFile
{
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        string file = new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        if (SpecialFile.KindOf(path) is not null || !await TryReplaceAsync(file, text, cancellationToken).ConfigureAwait(false))
        {
            // A pipe is open only when somebody reads from it, and takes no more than is read.
            await Task.Run(() => WriteInPlace(path, text), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> TryReplaceAsync(string file, string text, CancellationToken cancellationToken)
    {
        string temporary = Path.Combine(Path.GetDirectoryName(file) ?? file, $".{Path.GetRandomFileName()}");
        if (TryCreate(temporary, file) is not { } stream)
        {
            return false;
        }

        try
        {
            var writer = new StreamWriter(stream);
            await using (writer.ConfigureAwait(false))
            {
                KeepMode(stream, file);
                await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
            }

            return TryMove(temporary, file);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static FileStream? TryCreate(string temporary, string file)
    {
        try
        {
            return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && File.Exists(file))
        {
            // Nothing new can stand in this directory, but what is there may be writable.
            return null;
        }
    }

    private static void KeepMode(FileStream stream, string file)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(file))
        {
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(file));
        }
    }

    private static bool TryMove(string temporary, string file)
    {
        try
        {
            File.Move(temporary, file, overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && File.Exists(file))
        {
            // A file that is mounted by itself can't be replaced.
            return false;
        }
    }

    private static void WriteInPlace(string path, string text)
    {
        using var writer = new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite));
        writer.Write(text);
    }
}
