using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Catalog;

/// <summary>Finds what is from a catalog in what a seed or a registry says.</summary>
internal static class CatalogEntries
{
    /// <summary>The label of models that the vendor has validated.</summary>
    public const string Validated = "validated";

    /// <summary>What they were validated on: a list in JSON, in older catalogs one separated by commas.</summary>
    public const string ValidatedOn = "validated_on";

    public static bool IsSame(CatalogOrigin left, CatalogOrigin right) =>
        left.Kind == right.Kind && left.Class == right.Class && left.Name == right.Name;

    public static IEnumerable<ModelArtifactCreate> Of(ModelVersionSpec version, CatalogOrigin origin) =>
        version.Artifacts.OfType<ModelArtifactCreate>().Where(artifact => IsSame(CatalogOrigin.Of(artifact), origin));

    /// <summary>Whether two models are written alike.</summary>
    public static bool IsAlike(RegisteredModelSpec left, RegisteredModelSpec right) =>
        string.Equals(
            SeedFileWriter.Write(new SeedExport(null, [left], [])),
            SeedFileWriter.Write(new SeedExport(null, [right], [])),
            StringComparison.Ordinal);
}
