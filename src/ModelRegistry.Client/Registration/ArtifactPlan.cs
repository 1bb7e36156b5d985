namespace ModelRegistry.Client;

/// <summary>What is to be done so that an artifact is as specified.</summary>
public sealed record ArtifactPlan : EntityPlan
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.Artifact;

    /// <inheritdoc/>
    public override string? Id => Actual?.Id;

    /// <summary>Gets what the artifact shall be like, its name and, for a new one, its external id filled in.</summary>
    public required ArtifactCreate Spec { get; init; }

    /// <summary>Gets the artifact as it was found, or <see langword="null"/> when there was none.</summary>
    public Artifact? Actual { get; init; }

    /// <summary>Gets the request that changes the artifact, when it is to be changed.</summary>
    internal ArtifactUpdate? Update { get; init; }
}
