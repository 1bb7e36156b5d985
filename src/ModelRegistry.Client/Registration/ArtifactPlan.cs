namespace ModelRegistry.Client;

/// <summary>What is to be done so that an artifact is as specified.</summary>
public sealed record ArtifactPlan : EntityPlan
{
    internal ArtifactPlan(string path, PlannedAction action, ArtifactCreate spec)
        : base(path, action) =>
        Spec = spec;

    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.Artifact;

    /// <inheritdoc/>
    public override string? Id => Actual?.Id;

    /// <summary>Gets what the artifact must be like, its name and, for a new one, its external id filled in.</summary>
    public ArtifactCreate Spec { get; internal init; }

    /// <summary>Gets the artifact as it was found, or <see langword="null"/> when there was none.</summary>
    public Artifact? Actual { get; internal init; }

    /// <summary>Gets the request that changes the artifact, when it is to be changed.</summary>
    internal ArtifactUpdate? Update { get; init; }

    internal override ArtifactPlan Refused(RegistrationRefusal refusal) => this with { Action = PlannedAction.Refused, Refusal = refusal };
}
