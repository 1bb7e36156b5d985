namespace ModelRegistry.Seeding;

/// <summary>One thing that has changed of an entry.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Field">What has changed, for example <c>provider</c> or a custom property.</param>
/// <param name="Before">What is registered.</param>
/// <param name="After">What the catalog says.</param>
public sealed record CatalogChange(CatalogChangeKind Kind, string Field, string? Before, string? After);
