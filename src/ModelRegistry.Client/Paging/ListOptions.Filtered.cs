using System.Diagnostics.CodeAnalysis;

namespace ModelRegistry.Client;

/// <summary>Which entities are to be listed, and how.</summary>
/// <typeparam name="TEntity">The entities of the list. A filter of another list does not compile.</typeparam>
public record ListOptions<TEntity> : PagingOptions
{
    /// <summary>Gets which entities are wanted, for example <c>RegisteredModelFilter.Owner == "ai-admin"</c>.</summary>
    /// <value>The default is <see langword="null"/>: all.</value>
    public Filter<TEntity>? Filter { get; init; }

    /// <summary>Lists what a filter asks for.</summary>
    /// <param name="filter">The filter.</param>
    /// <returns>Options with that filter.</returns>
    [return: NotNullIfNotNull(nameof(filter))]
    public static implicit operator ListOptions<TEntity>?(Filter<TEntity>? filter) => filter is null ? null : new() { Filter = filter };

    /// <summary>Lists what a filter in the server's own language asks for.</summary>
    /// <param name="filter">The filter.</param>
    /// <returns>Options with that filter.</returns>
    [return: NotNullIfNotNull(nameof(filter))]
    public static implicit operator ListOptions<TEntity>?(RawFilter? filter) => filter is null ? null : new() { Filter = filter };

    /// <summary>Lists everything, as the options say.</summary>
    /// <param name="options">The options.</param>
    /// <returns>Options without a filter.</returns>
    [return: NotNullIfNotNull(nameof(options))]
    public static implicit operator ListOptions<TEntity>?(ListOptions? options) => options is null ? null : new()
    {
        PageSize = options.PageSize,
        OrderBy = options.OrderBy,
        SortOrder = options.SortOrder,
        EnsureComplete = options.EnsureComplete,
    };
}
