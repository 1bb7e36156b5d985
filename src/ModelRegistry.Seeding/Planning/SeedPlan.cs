using ModelRegistry.Client;
using ModelRegistry.Seeding.Planning;

namespace ModelRegistry.Seeding;

/// <summary>
/// Everything that is to be done so that the registry is as the seed says. Applying it writes exactly this. Only comparing makes plans.
/// </summary>
public sealed record SeedPlan
{
    internal SeedPlan(IReadOnlyList<RegisteredModelPlan> models, IReadOnlyList<ArchivePlan> archives, SeedRunnerOptions options) =>
        (Models, Archives, Options) = (models, archives, options);

    /// <summary>Gets what is to be done about each model, in the order of the seed.</summary>
    public IReadOnlyList<RegisteredModelPlan> Models { get; }

    /// <summary>Gets what is to be archived because the set no longer declares it.</summary>
    public IReadOnlyList<ArchivePlan> Archives { get; }

    /// <summary>Gets the set that the models belong to: what another set owns by the time it is written is refused then too.</summary>
    /// <value><see langword="null"/> for no set: then nobody asks who owns what.</value>
    public string? Set => Options.Set;

    /// <summary>Gets a value indicating whether models and versions that another set owns become this set's.</summary>
    public bool TakeOver => Options.TakeOver;

    /// <summary>
    /// Gets why nothing may be archived, and so nothing is written at all: more has left the set than one run may archive
    /// (<see cref="SeedRunnerOptions.PruneLimit"/>). <see langword="null"/> when it may.
    /// </summary>
    public RegistrationRefusal? PruneRefusal { get; internal init; }

    /// <summary>
    /// Gets what is worth knowing and changes nothing, one sentence each: ownership that was lost, what is left alone and why.
    /// </summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>
    /// Gets the models and versions that are declared without a state and are archived in the registry, and stay so: somebody archived or
    /// changed them by hand.
    /// </summary>
    public IEnumerable<EntityPlan> DeclaredButArchived => Entities.Where(entity => entity switch
    {
        RegisteredModelPlan { Spec.State: null, Actual: { } model } => model.State == RegisteredModelState.Archived,
        ModelVersionPlan { Spec.State: null, Actual: { } version } => version.State == ModelVersionState.Archived,
        _ => false,
    });

    /// <summary>Gets what the plan was made with.</summary>
    internal SeedRunnerOptions Options { get; }

    /// <summary>Gets the mask that hides the secret values of the seed.</summary>
    internal SecretMask Secrets { get; init; } = SecretMask.None;

    /// <summary>Gets the checks that what is planned anew on the way goes through.</summary>
    internal PlanReview Review => PlanReview.For(Options);

    /// <summary>Gets all models, versions and artifacts, parents first.</summary>
    public IEnumerable<EntityPlan> Entities => Models.SelectMany(model => model.Entities);

    /// <summary>Gets a value indicating whether anything would be written.</summary>
    public bool HasChanges => Archives.Any(archive => archive.Refusal is null) || Models.Any(model => model.HasChanges);

    /// <summary>Gets a value indicating whether something can't be made as the seed says, or can't be archived.</summary>
    public bool IsRefused => Refusals.Any();

    /// <summary>Gets why what can't be made as the seed says, or can't be archived; none when all can.</summary>
    public IEnumerable<RegistrationRefusal> Refusals =>
    [
        .. Entities.Select(entity => entity.Refusal).OfType<RegistrationRefusal>(),
        .. Archives.Select(archive => archive.Refusal).OfType<RegistrationRefusal>(),
        .. PruneRefusal is { } refusal ? [refusal] : (IEnumerable<RegistrationRefusal>)[],
    ];

    /// <summary>Counts the entities about which the same is to be done.</summary>
    /// <param name="action">What is to be done.</param>
    /// <returns>The number of entities.</returns>
    public int Count(PlannedAction action) => Entities.Count(entity => entity.Action == action);
}
