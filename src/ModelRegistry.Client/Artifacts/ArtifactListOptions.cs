namespace ModelRegistry.Client;

/// <summary>How artifacts are to be listed.</summary>
public sealed record ArtifactListOptions : ListOptions<Artifact>
{
    /// <summary>Gets the kind that the artifacts must be of.</summary>
    public ArtifactType? ArtifactType { get; init; }

    /// <summary>
    /// Gets the name that the artifacts must have. It counts only below a model version: the server ignores it below a run, and the list
    /// of all artifacts has no such parameter.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Gets the external id that the artifacts must have. It counts where <see cref="Name"/> does, and after it.</summary>
    public string? ExternalId { get; init; }
}
