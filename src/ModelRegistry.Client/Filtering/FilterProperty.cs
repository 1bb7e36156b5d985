using System.ComponentModel;
using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>A custom property, to compare in a <see cref="Filter{TEntity}"/> with a string, a number or a truth value.</summary>
/// <typeparam name="TEntity">The entities that may have the property. One without it matches no comparison, not even <c>!=</c>.</typeparam>
public sealed class FilterProperty<TEntity>
{
    internal FilterProperty(StoredField field) => Field = field;

    internal StoredField Field { get; }

    /// <summary>Asks for entities whose property is the value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator ==(FilterProperty<TEntity> field, string value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.EqualTo(value);
    }

    /// <summary>Asks for entities whose property has another value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator !=(FilterProperty<TEntity> field, string value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.NotEqualTo(value);
    }

    /// <summary>Asks for entities whose property is less.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator <(FilterProperty<TEntity> field, string value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.LessThan(value);
    }

    /// <summary>Asks for entities whose property is less or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator <=(FilterProperty<TEntity> field, string value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.LessThanOrEqualTo(value);
    }

    /// <summary>Asks for entities whose property is greater.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator >(FilterProperty<TEntity> field, string value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.GreaterThan(value);
    }

    /// <summary>Asks for entities whose property is greater or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator >=(FilterProperty<TEntity> field, string value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.GreaterThanOrEqualTo(value);
    }

    /// <summary>Asks for entities whose property is the value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator ==(FilterProperty<TEntity> field, double value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.EqualTo(value);
    }

    /// <summary>Asks for entities whose property has another value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator !=(FilterProperty<TEntity> field, double value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.NotEqualTo(value);
    }

    /// <summary>Asks for entities whose property is less.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator <(FilterProperty<TEntity> field, double value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.LessThan(value);
    }

    /// <summary>Asks for entities whose property is less or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator <=(FilterProperty<TEntity> field, double value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.LessThanOrEqualTo(value);
    }

    /// <summary>Asks for entities whose property is greater.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator >(FilterProperty<TEntity> field, double value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.GreaterThan(value);
    }

    /// <summary>Asks for entities whose property is greater or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator >=(FilterProperty<TEntity> field, double value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.GreaterThanOrEqualTo(value);
    }

    /// <summary>Asks for entities whose property is the value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator ==(FilterProperty<TEntity> field, bool value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.EqualTo(value);
    }

    /// <summary>Asks for entities whose property has another value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator !=(FilterProperty<TEntity> field, bool value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.NotEqualTo(value);
    }

    /// <summary>Asks for entities whose property is the value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> EqualTo(string value) => Compare(FilterOperator.Equal, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose property has another value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> NotEqualTo(string value) => Compare(FilterOperator.NotEqual, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose property is less.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> LessThan(string value) => Compare(FilterOperator.Less, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose property is less or equal.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> LessThanOrEqualTo(string value) => Compare(FilterOperator.LessOrEqual, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose property is greater.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> GreaterThan(string value) => Compare(FilterOperator.Greater, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose property is greater or equal.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> GreaterThanOrEqualTo(string value) => Compare(FilterOperator.GreaterOrEqual, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose property is the value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> EqualTo(double value) => Compare(FilterOperator.Equal, FilterValue.Finite(value));

    /// <summary>Asks for entities whose property has another value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> NotEqualTo(double value) => Compare(FilterOperator.NotEqual, FilterValue.Finite(value));

    /// <summary>Asks for entities whose property is less.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> LessThan(double value) => Compare(FilterOperator.Less, FilterValue.Finite(value));

    /// <summary>Asks for entities whose property is less or equal.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> LessThanOrEqualTo(double value) => Compare(FilterOperator.LessOrEqual, FilterValue.Finite(value));

    /// <summary>Asks for entities whose property is greater.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> GreaterThan(double value) => Compare(FilterOperator.Greater, FilterValue.Finite(value));

    /// <summary>Asks for entities whose property is greater or equal.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> GreaterThanOrEqualTo(double value) => Compare(FilterOperator.GreaterOrEqual, FilterValue.Finite(value));

    /// <summary>Asks for entities whose property is the value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> EqualTo(bool value) => Compare(FilterOperator.Equal, value);

    /// <summary>Asks for entities whose property has another value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> NotEqualTo(bool value) => Compare(FilterOperator.NotEqual, value);

    /// <summary>Asks for entities whose property is one of some strings. None at all match an empty list.</summary>
    /// <param name="values">The strings.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for one of the values.</exception>
    public Filter<TEntity> In(params IEnumerable<string> values) =>
        new(Field.In(values.Select(static value => (object)FilterValue.NotNull(value))));

    /// <summary>Asks for entities whose property is one of some numbers. None at all match an empty list.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is NaN or infinite.</exception>
    public Filter<TEntity> In(params IEnumerable<double> values) => new(Field.In(values.Select(static value => FilterValue.Finite(value))));

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

    private Filter<TEntity> Compare(FilterOperator comparison, object value) => new(Field.Compare(comparison, value));

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>Shows the name of the field.</summary>
    /// <returns>The name in the server's filter.</returns>
    public override string ToString() => Field.WireName;
}
