using System.Globalization;
using System.Text;
using ModelRegistry.Seeding;
using ModelRegistry.Seeding.Files;

namespace SeedJob.Output;

/// <summary>The summary that Kubernetes shows in a pod's status: at most 4,096 bytes.</summary>
internal static class TerminationLog
{
    private const string Default = "/dev/termination-log";
    private const int MaxBytes = 4096;

    /// <summary>Says at once why a named file can't be written, rather than when all is done.</summary>
    /// <returns>The reason; <see langword="null"/> when it can, or when no file is named.</returns>
    public static string? ProblemWith(string? path)
    {
        try
        {
            using FileStream? file = path is null ? null : Open(path, FileMode.OpenOrCreate);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The termination log {path} can't be written: {FileProblem.ReasonOf(exception)}";
        }
    }

    /// <summary>Writes the summary to the named file or, when none is named, to where Kubernetes looks for it, if that exists.</summary>
    public static void Write(string? path, string summary, JobLog log)
    {
        path ??= File.Exists(Default) ? Default : null;
        if (path is null)
        {
            return;
        }

        try
        {
            using FileStream file = Open(path, FileMode.Create);
            file.Write(Shorten(Printable.Lines(AddressSecrets.Hide(summary))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What the job was for is done or not by now; its exit code must say that.
            log.Warning($"the termination log {path} can't be written: {FileProblem.ReasonOf(exception)}");
        }
    }

    private static FileStream Open(string path, FileMode mode) => new(path, mode, FileAccess.Write, FileShare.ReadWrite);

    private static byte[] Shorten(string summary)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(summary);
        if (bytes.Length <= MaxBytes)
        {
            return bytes;
        }

        int length = MaxBytes - Encoding.UTF8.GetByteCount(Ending(int.MaxValue));
        // Not in the middle of a character.
        while ((bytes[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return [.. bytes.AsSpan(0, length), .. Encoding.UTF8.GetBytes(Ending(bytes.AsSpan(length).Count((byte)'\n')))];
    }

    private static string Ending(int linesLeft) => linesLeft == 0 ? "…" : string.Create(
        CultureInfo.InvariantCulture, $"…\n… and {linesLeft} more {(linesLeft == 1 ? "line" : "lines")}");
}
