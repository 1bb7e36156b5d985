using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>A string, to compare in a <see cref="Filter{TEntity}"/>.</summary>
/// <typeparam name="TEntity">The entities that have the field.</typeparam>
public sealed class FilterTextField<TEntity> : FilterOrderedField<TEntity, string>
{
    internal FilterTextField(StoredField field)
        : base(field, static value => value)
    {
    }

    /// <summary>
    /// Asks for entities whose string matches a pattern: <c>%</c> stands for any string, <c>_</c> for any character, and a backslash takes
    /// the meaning off the character after it.
    /// </summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The pattern ends in a lone backslash, or the server's filter has no form for it.</exception>
    /// <remarks>On MariaDB case does not count, on PostgreSQL it does.</remarks>
    public Filter<TEntity> Like(string pattern) => new(Field.Like(FilterOperator.Like, pattern));

    /// <summary>Like <see cref="Like"/>, and case does not count, whatever the database.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The pattern ends in a lone backslash, or the server's filter has no form for it.</exception>
    public Filter<TEntity> ILike(string pattern) => new(Field.Like(FilterOperator.LikeIgnoringCase, pattern));

    /// <summary>Asks for entities whose string begins with another.</summary>
    /// <param name="text">The other; none of its characters is a wildcard.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the string.</exception>
    public Filter<TEntity> StartsWith(string text) => Like(FilterText.EscapeLike(text) + "%");

    /// <summary>Asks for entities whose string ends with another.</summary>
    /// <param name="text">The other; none of its characters is a wildcard.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the string.</exception>
    public Filter<TEntity> EndsWith(string text) => Like("%" + FilterText.EscapeLike(text));

    /// <summary>Asks for entities whose string contains another.</summary>
    /// <param name="text">The other; none of its characters is a wildcard.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the string.</exception>
    public Filter<TEntity> Contains(string text) => Like("%" + FilterText.EscapeLike(text) + "%");
}
