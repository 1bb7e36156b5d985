using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>Everything that is to be done so that the registry is as the seed says. Applying it writes exactly this.</summary>
/// <param name="Models">What is to be done about each model, in the order of the seed.</param>
/// <param name="Archives">What is to be archived because the set no longer declares it.</param>
public sealed record SeedPlan(IReadOnlyList<RegisteredModelPlan> Models, IReadOnlyList<ArchivePlan> Archives)
{
    /// <summary>Gets the set that the models belong to: what another set owns by the time it is written is refused then too.</summary>
    /// <value>The default is <see langword="null"/>: no set, and nobody asks who owns what.</value>
    public string? Set { get; init; }

    /// <summary>Gets a value indicating whether models and versions that another set owns become this set's.</summary>
    public bool TakeOver { get; init; }

    /// <summary>Gets all models, versions and artifacts, parents first.</summary>
    public IEnumerable<EntityPlan> Entities => Models.SelectMany(model => model.Entities);

    /// <summary>Gets a value indicating whether anything would be written.</summary>
    public bool HasChanges => Archives.Count > 0 || Models.Any(model => model.HasChanges);

    /// <summary>Gets a value indicating whether something can't be made as the seed says.</summary>
    public bool IsRefused => Models.Any(model => model.IsRefused);

    /// <summary>Counts the entities about which the same is to be done.</summary>
    /// <param name="action">What is to be done.</param>
    /// <returns>The number of entities.</returns>
    public int Count(PlannedAction action) => Entities.Count(entity => entity.Action == action);
}
