namespace ModelRegistry.Client;

/// <summary>How a list is to be fetched.</summary>
public record ListOptions
{
    /// <summary>Gets how many items to ask for at a time: 1 or more.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="ModelRegistryClientOptions.PageSize"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int? PageSize
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A page has at least one item.");
    }

    /// <summary>Gets what the list is ordered by.</summary>
    /// <value>The default is <see langword="null"/>: the server orders by id.</value>
    public OrderBy? OrderBy { get; init; }

    /// <summary>Gets the direction of the order.</summary>
    /// <value>The default is <see langword="null"/>: ascending.</value>
    public SortOrder? SortOrder { get; init; }

    /// <summary>
    /// Gets which entities are wanted. Lists on which the server ignores filters (model artifacts, serving environments, inference
    /// services and serving actions) refuse one with <see cref="NotSupportedException"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: all.</value>
    public Filter? Filter { get; init; }
}
