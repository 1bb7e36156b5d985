namespace ModelRegistry.Client;

/// <summary>What is to be done so that a model version and its artifacts are as specified.</summary>
public sealed record ModelVersionPlan : EntityPlan
{
    internal ModelVersionPlan(string path, PlannedAction action, ModelVersionSpec spec, IReadOnlyList<ArtifactPlan> artifacts)
        : base(path, action) =>
        (Spec, Artifacts) = (spec, artifacts);

    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.ModelVersion;

    /// <inheritdoc/>
    public override string? Id => Actual?.Id;

    /// <summary>Gets what the version must be like.</summary>
    public ModelVersionSpec Spec { get; internal init; }

    /// <summary>Gets the version as it was found, or <see langword="null"/> when there was none.</summary>
    public ModelVersion? Actual { get; internal init; }

    /// <summary>Gets what is to be done about the artifacts, in the order of the specification.</summary>
    public IReadOnlyList<ArtifactPlan> Artifacts { get; internal init; }

    /// <summary>Gets the request that changes the version, when it is to be changed.</summary>
    internal ModelVersionUpdate? Update { get; init; }

    internal override ModelVersionPlan Refused(RegistrationRefusal refusal) =>
        this with { Action = PlannedAction.Refused, Refusal = refusal, Artifacts = [] };
}
