using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>What has become of one entry of a catalog since it was registered.</summary>
/// <param name="Model">The name of the registered model.</param>
/// <param name="Version">The name of the version: of those that are from the entry the last.</param>
/// <param name="Origin">Where the version is from.</param>
/// <param name="Changes">What has changed; nothing when all is the same.</param>
public sealed record CatalogEntryDiff(string Model, string Version, CatalogOrigin Origin, IReadOnlyList<CatalogChange> Changes);
