namespace ModelRegistry.Artifacts;

/// <summary>What came of a check.</summary>
public enum ArtifactStatus
{
    /// <summary>It is there.</summary>
    Found = 0,

    /// <summary>The URI is of a kind that nobody can be asked about: <c>hf://</c>, <c>pvc://</c> and others.</summary>
    NotCheckable,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>
    /// Something is there, but it is not what the URI or the declared format says: another digest, or no file of the format.
    /// </summary>
    Different,

    /// <summary>The server does not let the caller see whether it is there.</summary>
    Refused,

    /// <summary>The server could not be reached, or failed transiently each time.</summary>
    Unreachable,
}
