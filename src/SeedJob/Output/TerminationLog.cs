using System.Text;
using SeedJob.Running;

namespace SeedJob.Output;

/// <summary>The summary that Kubernetes shows in a pod's status: at most 4,096 bytes.</summary>
internal static class TerminationLog
{
    private const string Default = "/dev/termination-log";
    private const int MaxBytes = 4096;

    /// <summary>Writes the summary to the named file or, when none is named, to where Kubernetes looks for it, if that exists.</summary>
    public static void Write(string? path, string summary, JobLog log)
    {
        if (path is null && !File.Exists(Default))
        {
            return;
        }

        try
        {
            File.WriteAllBytes(path ?? Default, Shorten(summary));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (path is not null)
            {
                throw new JobException(ExitCode.BadInput, $"The termination log {path} can't be written: {exception.Message}", exception);
            }

            log.Warning($"the termination log {Default} can't be written: {exception.Message}");
        }
    }

    private static byte[] Shorten(string summary)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(summary);
        if (bytes.Length <= MaxBytes)
        {
            return bytes;
        }

        const string Ellipsis = "\n… (shortened)";
        int length = MaxBytes - Encoding.UTF8.GetByteCount(Ellipsis);
        // Not in the middle of a character.
        while ((bytes[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return [.. bytes.AsSpan(0, length), .. Encoding.UTF8.GetBytes(Ellipsis)];
    }
}
