namespace ModelRegistry.Seeding;

/// <summary>Where a version of a model is declared.</summary>
/// <param name="Location">Where the version is.</param>
/// <param name="ArtifactLocations">Where its artifacts are, in the order of the specification's artifacts.</param>
public sealed record SeedVersionLocation(SeedLocation Location, IReadOnlyList<SeedLocation> ArtifactLocations);
