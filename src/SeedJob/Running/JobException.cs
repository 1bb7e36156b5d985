namespace SeedJob.Running;

/// <summary>The job can't go on, for a reason that its operator can read.</summary>
internal sealed class JobException(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;
}
