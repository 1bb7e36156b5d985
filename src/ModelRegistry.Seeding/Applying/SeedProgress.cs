using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>How far the writing of a plan is.</summary>
/// <param name="Done">How many models have been dealt with, the failed ones among them.</param>
/// <param name="Total">How many models there are.</param>
/// <param name="Failed">How many models, or leftovers of the set, have failed.</param>
/// <param name="Entity">The entity that has just been dealt with; <see langword="null"/> when that was a model as a whole.</param>
public sealed record SeedProgress(int Done, int Total, int Failed, EntityResult? Entity = null);
