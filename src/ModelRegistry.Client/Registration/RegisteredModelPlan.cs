namespace ModelRegistry.Client;

/// <summary>What is to be done so that a registered model and what is below it are as specified.</summary>
public sealed record RegisteredModelPlan : EntityPlan
{
    internal RegisteredModelPlan(string path, PlannedAction action, RegisteredModelSpec spec, IReadOnlyList<ModelVersionPlan> versions)
        : base(path, action) =>
        (Spec, Versions) = (spec, versions);

    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.RegisteredModel;

    /// <inheritdoc/>
    public override string? Id => Actual?.Id;

    /// <summary>Gets what the model must be like.</summary>
    public RegisteredModelSpec Spec { get; internal init; }

    /// <summary>Gets the model as it was found, or <see langword="null"/> when there was none.</summary>
    public RegisteredModel? Actual { get; internal init; }

    /// <summary>Gets what is to be done about the versions, in the order of the specification.</summary>
    public IReadOnlyList<ModelVersionPlan> Versions { get; internal init; }

    /// <summary>Gets the model, its versions and their artifacts, parents first.</summary>
    public IEnumerable<EntityPlan> Entities =>
        [this, .. Versions.SelectMany(version => (IEnumerable<EntityPlan>)[version, .. version.Artifacts])];

    /// <summary>Gets a value indicating whether anything would be written.</summary>
    public bool HasChanges => Entities.Any(entity => entity.Action is PlannedAction.Create or PlannedAction.Update);

    /// <summary>Gets a value indicating whether something can't be made as specified, so that nothing will be written.</summary>
    public bool IsRefused => Entities.Any(entity => entity.Action == PlannedAction.Refused);

    /// <summary>Gets the request that changes the model, when it is to be changed.</summary>
    internal RegisteredModelUpdate? Update { get; init; }

    /// <summary>Refuses parts of the plan: nothing of a plan is written of which a part is refused.</summary>
    /// <param name="judge">
    /// Says why an entity can't be made as specified, or <see langword="null"/> when it can. It gets the entity, and the one that it is
    /// below: <see langword="null"/> for the model. What is refused already, and what is below something refused, is not asked about.
    /// </param>
    /// <returns>The plan, or a copy in which entities are <see cref="PlannedAction.Refused"/>, without what is below them.</returns>
    public RegisteredModelPlan Refuse(Func<EntityPlan, EntityPlan?, RegistrationRefusal?> judge)
    {
        ArgumentNullException.ThrowIfNull(judge);
        RegisteredModelPlan plan = Refuse(this, null);
        return plan with { Versions = [.. plan.Versions.Select(version => WithArtifacts(Refuse(version, plan)))] };

        ModelVersionPlan WithArtifacts(ModelVersionPlan version) =>
            version with { Artifacts = [.. version.Artifacts.Select(artifact => Refuse(artifact, version))] };

        T Refuse<T>(T entity, EntityPlan? parent)
            where T : EntityPlan =>
            entity.Action != PlannedAction.Refused && judge(entity, parent) is { } refusal ? (T)entity.Refused(refusal) : entity;
    }

    internal override RegisteredModelPlan Refused(RegistrationRefusal refusal) =>
        this with { Action = PlannedAction.Refused, Refusal = refusal, Versions = [] };
}
