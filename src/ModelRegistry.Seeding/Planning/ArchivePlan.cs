using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>A model or a version that the set owns and no longer declares: it is to be archived.</summary>
/// <param name="Kind">A model or a version.</param>
/// <param name="Path">The entity's name, for a version after that of its model and a slash.</param>
/// <param name="Entity">The entity as it was found.</param>
public sealed record ArchivePlan(EntityKind Kind, string Path, RegistryResource Entity)
{
    /// <summary>Gets why it can't be archived, or <see langword="null"/> when it can: a deployment holds it.</summary>
    public string? Refusal { get; init; }
}
