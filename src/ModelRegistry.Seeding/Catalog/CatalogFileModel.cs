using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Catalog;

/// <summary>A model with its artifacts, as the service would show them.</summary>
internal sealed record CatalogFileModel(CatalogModel Model, IReadOnlyList<CatalogArtifact> Artifacts);
