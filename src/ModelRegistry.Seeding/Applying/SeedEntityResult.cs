using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>What was done about one entity.</summary>
/// <param name="Kind">The kind of the entity.</param>
/// <param name="Path">Its name with those of its parents, separated by slashes.</param>
/// <param name="Action">What was done.</param>
/// <param name="Id">Its id.</param>
/// <param name="Changes">The fields that were written.</param>
public sealed record SeedEntityResult(EntityKind Kind, string Path, SeedAction Action, string Id, IReadOnlyList<FieldChange> Changes);
