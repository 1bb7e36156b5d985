using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>A model or a version that the set owns and no longer declares: it is to be archived.</summary>
public sealed record ArchivePlan
{
    internal ArchivePlan(EntityKind kind, string path, RegistryResource entity) => (Kind, Path, Entity) = (kind, path, entity);

    /// <summary>Gets the kind of the entity: a model or a version.</summary>
    public EntityKind Kind { get; }

    /// <summary>Gets the entity's name, for a version after that of its model and a slash.</summary>
    public string Path { get; }

    /// <summary>Gets the entity as it was found.</summary>
    public RegistryResource Entity { get; }

    /// <summary>Gets why it can't be archived, or <see langword="null"/> when it can: a deployment holds it.</summary>
    public RegistrationRefusal? Refusal { get; internal init; }
}
