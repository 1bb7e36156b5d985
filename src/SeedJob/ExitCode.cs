namespace SeedJob;

/// <summary>
/// What the process returns to its caller. A pod's podFailurePolicy tells them apart, so they never change their meaning.
/// </summary>
internal static class ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    public const int Success = 0;

    /// <summary>The registry refused something, or some items failed. The same again would fail again.</summary>
    public const int Failed = 1;

    /// <summary><c>plan --detailed-exitcode</c> and <c>verify</c>: there are differences; <c>coverage</c>: there are findings.</summary>
    public const int Differences = 2;

    /// <summary>The seed, the policy or the arguments are wrong. Nothing was written; only a change of the input helps.</summary>
    public const int BadInput = 3;

    /// <summary>The registry can't be reached, was not ready in time, or fails transiently. Worth another try.</summary>
    public const int Unavailable = 4;

    /// <summary>The registry does not let the caller in.</summary>
    public const int Unauthorized = 5;

    /// <summary>Interrupted by a person; what was applied stays.</summary>
    public const int Interrupted = 130;

    /// <summary>Asked to end by the system; what was applied stays.</summary>
    public const int Terminated = 143;
}
