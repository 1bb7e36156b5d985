namespace ModelRegistry.Client;

/// <summary>What is to be done so that a registered model and what is below it are as specified.</summary>
public sealed record RegisteredModelPlan : EntityPlan
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.RegisteredModel;

    /// <inheritdoc/>
    public override string? Id => Actual?.Id;

    /// <summary>Gets what the model shall be like.</summary>
    public required RegisteredModelSpec Spec { get; init; }

    /// <summary>Gets the model as it was found, or <see langword="null"/> when there was none.</summary>
    public RegisteredModel? Actual { get; init; }

    /// <summary>Gets what is to be done about the versions, in the order of the specification.</summary>
    public required IReadOnlyList<ModelVersionPlan> Versions { get; init; }

    /// <summary>Gets the model, its versions and their artifacts, parents first.</summary>
    public IEnumerable<EntityPlan> Entities => [this, .. Versions.SelectMany(version => (IEnumerable<EntityPlan>)[version, .. version.Artifacts])];

    /// <summary>Gets a value indicating whether anything would be written.</summary>
    public bool HasChanges => Entities.Any(entity => entity.Action is PlannedAction.Create or PlannedAction.Update);

    /// <summary>Gets a value indicating whether something can't be made as it shall be, so that nothing will be written.</summary>
    public bool IsRefused => Entities.Any(entity => entity.Action == PlannedAction.Refused);

    /// <summary>Gets the request that changes the model, when it is to be changed.</summary>
    internal RegisteredModelUpdate? Update { get; init; }
}
