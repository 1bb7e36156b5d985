namespace ModelRegistry.Client;

/// <summary>How the labels of the catalog are to be listed.</summary>
public sealed record CatalogLabelListOptions : CatalogListOptions
{
    /// <summary>Gets what the labels must be for.</summary>
    public CatalogAssetType? AssetType { get; init; }

    /// <summary>Gets the key to order by, for example <c>displayName</c>; <c>name</c> is the order of the configuration.</summary>
    /// <value>The default is <see langword="null"/>: the order of the configuration.</value>
    public string? OrderBy { get; init; }
}
