using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>What an apply came to.</summary>
/// <param name="Result">What was done and what failed.</param>
/// <param name="NotReached">How many models were not begun or not finished, because the work was stopped or one failed with <c>--fail-fast</c>.</param>
/// <param name="NotArchived">How many leftovers of the set were not archived.</param>
internal sealed record ApplyOutcome(SeedResult Result, int NotReached, int NotArchived);
