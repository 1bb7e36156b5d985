namespace ModelRegistry.Client;

/// <summary>How the artifacts of a model of the catalog are to be listed.</summary>
public sealed record CatalogArtifactListOptions : CatalogListOptions
{
    /// <summary>Gets the kind that the artifacts must be of.</summary>
    /// <value>The default is <see langword="null"/>: all kinds.</value>
    public CatalogArtifactType? ArtifactType { get; init; }

    /// <summary>Gets which artifacts are wanted, made of <see cref="CatalogArtifactFilter"/>.</summary>
    /// <value>The default is <see langword="null"/>: all.</value>
    public Filter<CatalogArtifact>? Filter { get; init; }

    /// <summary>Gets what the list is ordered by.</summary>
    /// <value>The default is <see langword="null"/>: by id, which is the order of the source's file.</value>
    public CatalogOrderBy? OrderBy { get; init; }
}
