namespace ModelRegistry.Client;

/// <summary>How the sources of the catalog are to be listed.</summary>
public sealed record CatalogSourceListOptions : CatalogListOptions
{
    /// <summary>Gets a part of the name that the sources must have; case does not count.</summary>
    public string? Name { get; init; }

    /// <summary>Gets what the sources must be for.</summary>
    public CatalogAssetType? AssetType { get; init; }

    /// <summary>Gets what the list is ordered by: the id or the name.</summary>
    /// <value>The default is <see langword="null"/>: by id.</value>
    public CatalogOrderBy? OrderBy { get; init; }
}
