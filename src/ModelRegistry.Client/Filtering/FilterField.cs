using System.ComponentModel;
using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>A field that a <see cref="Filter{TEntity}"/> compares.</summary>
/// <typeparam name="TEntity">The entities that have the field.</typeparam>
/// <typeparam name="TValue">What the field is compared with.</typeparam>
public class FilterField<TEntity, TValue>
    where TValue : notnull
{
    private readonly Func<TValue, object> _stored;

    internal FilterField(StoredField field, Func<TValue, object> stored)
    {
        Field = field;
        _stored = stored;
    }

    internal StoredField Field { get; }

    /// <summary>Asks for entities whose field is the value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator ==(FilterField<TEntity, TValue> field, TValue value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.EqualTo(value);
    }

    /// <summary>Asks for entities whose field has another value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public static Filter<TEntity> operator !=(FilterField<TEntity, TValue> field, TValue value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.NotEqualTo(value);
    }

    /// <summary>Asks for entities whose field is the value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> EqualTo(TValue value) => Compare(FilterOperator.Equal, value);

    /// <summary>Asks for entities whose field has another value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value.</exception>
    public Filter<TEntity> NotEqualTo(TValue value) => Compare(FilterOperator.NotEqual, value);

    /// <summary>Asks for entities whose field is one of some values. None at all match an empty list.</summary>
    /// <param name="values">The values.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for one of the values.</exception>
    public Filter<TEntity> In(params IEnumerable<TValue> values) => new(Field.In(values.Select(Stored)));

    private protected Filter<TEntity> Compare(FilterOperator comparison, TValue value) => new(Field.Compare(comparison, Stored(value)));

    private object Stored(TValue value) => value is null ? throw FilterValue.NoValue(nameof(value)) : _stored(value);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed override int GetHashCode() => base.GetHashCode();

    /// <summary>Shows the name of the field.</summary>
    /// <returns>The name in the server's filter.</returns>
    public sealed override string ToString() => Field.WireName;
}
