namespace SeedJob.Running;

/// <summary>What the job touches of the world outside, so that tests can stand in for it.</summary>
internal sealed record JobEnvironment
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required Func<Stream> OpenInput { get; init; }

    public Func<string, string?> Variable { get; init; } = System.Environment.GetEnvironmentVariable;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets a value indicating whether there is no standard output to write to.</summary>
    public bool IsOutClosed { get; init; }

    /// <summary>Gets a value indicating whether a person watches the standard output.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>
    /// Gets how many characters a line of the standard output has room for; <see langword="null"/> when nobody watches it.
    /// </summary>
    public int? Width { get; init; }

    /// <summary>Gets a value indicating whether a person watches the standard error.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Gets a token that is cancelled when the job must begin nothing new.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Gets the exit code that tells why the job was stopped.</summary>
    public Func<int> StopCode { get; init; } = () => ExitCode.Terminated;
}
