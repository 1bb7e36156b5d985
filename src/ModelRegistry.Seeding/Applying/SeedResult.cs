namespace ModelRegistry.Seeding;

/// <summary>What was done so that the registry is as the seed says.</summary>
/// <param name="Entities">What was dealt with, model by model in the order of the plan.</param>
/// <param name="Failures">What failed.</param>
/// <param name="IsStopped">Whether the work was stopped before its end; applying again goes on.</param>
public sealed record SeedResult(IReadOnlyList<SeedEntityResult> Entities, IReadOnlyList<SeedFailure> Failures, bool IsStopped)
{
    /// <summary>Counts the entities about which the same was done.</summary>
    /// <param name="action">What was done.</param>
    /// <returns>The number of entities.</returns>
    public int Count(SeedAction action) => Entities.Count(entity => entity.Action == action);
}
