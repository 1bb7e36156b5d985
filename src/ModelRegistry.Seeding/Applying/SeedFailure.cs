using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>A model that could not be brought to what the seed says.</summary>
/// <param name="Path">The name of the model, or the path of what was to be archived.</param>
/// <param name="Error">What happened.</param>
public sealed record SeedFailure(string Path, ModelRegistryException Error);
