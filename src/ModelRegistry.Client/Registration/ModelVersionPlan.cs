namespace ModelRegistry.Client;

/// <summary>What is to be done so that a model version and its artifacts are as specified.</summary>
public sealed record ModelVersionPlan : EntityPlan
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.ModelVersion;

    /// <inheritdoc/>
    public override string? Id => Actual?.Id;

    /// <summary>Gets what the version shall be like.</summary>
    public required ModelVersionSpec Spec { get; init; }

    /// <summary>Gets the version as it was found, or <see langword="null"/> when there was none.</summary>
    public ModelVersion? Actual { get; init; }

    /// <summary>Gets what is to be done about the artifacts, in the order of the specification.</summary>
    public required IReadOnlyList<ArtifactPlan> Artifacts { get; init; }

    /// <summary>Gets the request that changes the version, when it is to be changed.</summary>
    internal ModelVersionUpdate? Update { get; init; }
}
