using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>A model of a seed.</summary>
/// <param name="Spec">What the model, its versions and their artifacts must be like.</param>
/// <param name="Location">Where the model is declared.</param>
/// <param name="VersionLocations">Where its versions are declared, in the order of the specification's versions.</param>
public sealed record SeedModel(RegisteredModelSpec Spec, SeedLocation Location, IReadOnlyList<SeedVersionLocation> VersionLocations);
