namespace ModelRegistry.Client;

/// <summary>How a list is to be fetched: what <see cref="ListOptions"/> and <see cref="ListOptions{TEntity}"/> have in common.</summary>
public abstract record PagingOptions
{
    private protected PagingOptions()
    {
    }

    /// <summary>Gets how many items to ask for at a time: 1 or more.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="ModelRegistryClientOptions.PageSize"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int? PageSize
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, "A page has at least one item.");
    }

    /// <summary>Gets what the list is ordered by.</summary>
    /// <value>The default is <see langword="null"/>: the server orders by id.</value>
    /// <remarks>
    /// In a list by time the server may repeat or lose items with equal times where a page ends between them. What it repeats is left out
    /// here; what it loses is brought back by <see cref="EnsureComplete"/>.
    /// </remarks>
    public OrderBy? OrderBy { get; init; }

    /// <summary>
    /// Gets whether a list by time is completed: after its last page the whole list is read once more by id, and what the server had lost
    /// follows at the end, in the order of the ids. That doubles the requests, and the pages carry no continuation token. A list by id is
    /// always complete.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool EnsureComplete { get; init; }

    /// <summary>Gets the direction of the order.</summary>
    /// <value>The default is <see langword="null"/>: ascending.</value>
    public SortOrder? SortOrder { get; init; }
}
