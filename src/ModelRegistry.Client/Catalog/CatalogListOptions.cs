namespace ModelRegistry.Client;

/// <summary>How a list of the catalog is to be fetched.</summary>
public abstract record CatalogListOptions
{
    private protected CatalogListOptions()
    {
    }

    /// <summary>Gets how many items to ask for at a time: 1 or more.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="ModelCatalogClientOptions.PageSize"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int? PageSize
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, "A page has at least one item.");
    }

    /// <summary>Gets the direction of the order.</summary>
    /// <value>The default is <see langword="null"/>: ascending.</value>
    public SortOrder? SortOrder { get; init; }
}
