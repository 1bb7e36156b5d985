using ModelRegistry.Artifacts;

namespace SeedJob.Artifacts;

/// <summary>An artifact, and what was found of it.</summary>
/// <param name="Target">The artifact.</param>
/// <param name="Check">What the server says.</param>
internal sealed record ArtifactFinding(ArtifactTarget Target, ArtifactCheck Check)
{
    /// <summary>Gets what was done about it: pinned, recorded, or why not.</summary>
    public string? Note { get; init; }

    /// <summary>Gets a value indicating whether another digest was recorded, which was not accepted.</summary>
    public bool IsMoved => Check.Status == ArtifactStatus.Found && !IsAccepted
        && Target.RecordedDigest is { } recorded && Check.Digest is { } found && recorded != found;

    /// <summary>Gets a value indicating whether the digest that was found takes the place of the one that was recorded.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Gets the finding in a word.</summary>
    public string Status => IsMoved ? "moved" : Check.Status switch
    {
        ArtifactStatus.Found => "found",
        ArtifactStatus.NotCheckable => "not-checkable",
        ArtifactStatus.Missing => "missing",
        ArtifactStatus.Different => "different",
        ArtifactStatus.Refused => "refused",
        _ => "unreachable",
    };

    /// <summary>Gets the exit code that the finding alone would make.</summary>
    public int Code => IsMoved ? ExitCode.Failed : Check.Status switch
    {
        ArtifactStatus.Found or ArtifactStatus.NotCheckable => ExitCode.Success,
        ArtifactStatus.Refused => ExitCode.Unauthorized,
        ArtifactStatus.Unreachable => ExitCode.Unavailable,
        _ => ExitCode.Failed,
    };

    /// <summary>Gets why, where it is not simply there.</summary>
    public string? Message => IsMoved
        ? $"the recorded digest is {Target.RecordedDigest}, and now it is {Check.Digest}: what was vetted is not what is there"
        : Check.Message;

    /// <summary>Makes one exit code of all: what can't be mended by another try comes first.</summary>
    public static int CodeOf(IEnumerable<ArtifactFinding> findings)
    {
        int[] codes = [.. findings.Select(finding => finding.Code).Where(code => code != ExitCode.Success).Distinct()];
        return codes switch
        {
            [] => ExitCode.Success,
            [var code] => code,
            _ => codes.Contains(ExitCode.Unauthorized) ? ExitCode.Unauthorized : ExitCode.Failed,
        };
    }
}
