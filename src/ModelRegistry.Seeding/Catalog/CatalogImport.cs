using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>A seed with models of a catalog in it.</summary>
/// <param name="Models">All models of the seed, in order of their names.</param>
/// <param name="Added">The names of those that were not in the seed.</param>
/// <param name="NewVersions">
/// The paths of versions that were added since their addresses have changed, for example <c>granite/Version 2</c>.
/// </param>
/// <param name="Updated">The names of those that were in the seed and differ now, those with new versions included.</param>
/// <param name="Unchanged">The names of those that were in the seed and are as they were.</param>
public sealed record CatalogImport(
    IReadOnlyList<RegisteredModelSpec> Models,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> NewVersions,
    IReadOnlyList<string> Updated,
    IReadOnlyList<string> Unchanged);
