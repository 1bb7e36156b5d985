using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>A field whose values have an order: a string, a number, or a point in time to the millisecond.</summary>
/// <typeparam name="TEntity">The entities that have the field.</typeparam>
/// <typeparam name="TValue">What the field is compared with.</typeparam>
/// <remarks>
/// The server keeps some times as strings, which puts only those from September 2001 to November 2286 in order: any other is refused with
/// an
/// <see cref="ArgumentException"/>. How strings are ordered is up to the server's database.
/// </remarks>
public class FilterOrderedField<TEntity, TValue> : FilterField<TEntity, TValue>
    where TValue : notnull
{
    internal FilterOrderedField(StoredField field, Func<TValue, object> stored)
        : base(field, stored)
    {
    }

    /// <summary>Asks for entities whose field is less.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator <(FilterOrderedField<TEntity, TValue> field, TValue value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.LessThan(value);
    }

    /// <summary>Asks for entities whose field is less or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator <=(FilterOrderedField<TEntity, TValue> field, TValue value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.LessThanOrEqualTo(value);
    }

    /// <summary>Asks for entities whose field is greater.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator >(FilterOrderedField<TEntity, TValue> field, TValue value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.GreaterThan(value);
    }

    /// <summary>Asks for entities whose field is greater or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator >=(FilterOrderedField<TEntity, TValue> field, TValue value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.GreaterThanOrEqualTo(value);
    }

    /// <summary>Asks for entities whose field is less.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> LessThan(TValue value) => Compare(FilterOperator.Less, value);

    /// <summary>Asks for entities whose field is less or equal.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> LessThanOrEqualTo(TValue value) => Compare(FilterOperator.LessOrEqual, value);

    /// <summary>Asks for entities whose field is greater.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> GreaterThan(TValue value) => Compare(FilterOperator.Greater, value);

    /// <summary>Asks for entities whose field is greater or equal.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> GreaterThanOrEqualTo(TValue value) => Compare(FilterOperator.GreaterOrEqual, value);
}
