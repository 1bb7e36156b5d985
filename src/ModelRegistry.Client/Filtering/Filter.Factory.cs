namespace ModelRegistry.Client;

/// <summary>Makes filters that don't begin with a field.</summary>
public static class Filter
{
    /// <summary>Takes a filter in the server's own language, for any list that can be filtered. It is sent as it is.</summary>
    /// <param name="text">The filter; key words are in capital letters, for example <c>owner = "ai-admin" AND state = "LIVE"</c>.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The string is empty or white space.</exception>
    public static RawFilter Raw(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new RawFilter(text);
    }

    /// <summary>Asks for entities that match all filters.</summary>
    /// <typeparam name="TEntity">The entities of the list.</typeparam>
    /// <param name="filters">The filters, at least one.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="InvalidOperationException">There is no filter.</exception>
    public static Filter<TEntity> All<TEntity>(params IEnumerable<Filter<TEntity>> filters) =>
        filters.Aggregate(static (left, right) => left & right);

    /// <summary>Asks for entities that match any of some filters.</summary>
    /// <typeparam name="TEntity">The entities of the list.</typeparam>
    /// <param name="filters">The filters, at least one.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="InvalidOperationException">There is no filter.</exception>
    public static Filter<TEntity> Any<TEntity>(params IEnumerable<Filter<TEntity>> filters) =>
        filters.Aggregate(static (left, right) => left | right);
}
