namespace ModelRegistry.Seeding;

/// <summary>How far an apply is.</summary>
/// <param name="Done">How many models have been dealt with, the failed ones among them.</param>
/// <param name="Total">How many models there are.</param>
/// <param name="Failed">How many models have failed.</param>
public sealed record SeedProgress(int Done, int Total, int Failed);
