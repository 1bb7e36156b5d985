using System.ComponentModel;
using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>A field that holds a number, to compare in a <see cref="Filter"/>.</summary>
public sealed class FilterNumberField
{
    private readonly FilterField _field;

    internal FilterNumberField(FilterField field) => _field = field;

    /// <summary>Asks for entities whose field is the value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    public static Filter operator ==(FilterNumberField field, double value) => Filter.Compare(field._field, FilterOperator.Equal, FilterValue.Finite(value));

    /// <summary>Asks for entities whose field has another value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    public static Filter operator !=(FilterNumberField field, double value) => Filter.Compare(field._field, FilterOperator.NotEqual, FilterValue.Finite(value));

    /// <summary>Asks for entities whose field is less.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    public static Filter operator <(FilterNumberField field, double value) => Filter.Compare(field._field, FilterOperator.Less, FilterValue.Finite(value));

    /// <summary>Asks for entities whose field is less or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    public static Filter operator <=(FilterNumberField field, double value) => Filter.Compare(field._field, FilterOperator.LessOrEqual, FilterValue.Finite(value));

    /// <summary>Asks for entities whose field is greater.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    public static Filter operator >(FilterNumberField field, double value) => Filter.Compare(field._field, FilterOperator.Greater, FilterValue.Finite(value));

    /// <summary>Asks for entities whose field is greater or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    public static Filter operator >=(FilterNumberField field, double value) => Filter.Compare(field._field, FilterOperator.GreaterOrEqual, FilterValue.Finite(value));

    /// <summary>Asks for entities whose number is one of some numbers. None at all match an empty list.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The filter.</returns>
    public Filter In(params IEnumerable<double> values) => Filter.In(_field, values.Select(static value => FilterValue.Finite(value)));

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>Shows the name of the field.</summary>
    /// <returns>The name in the server's filter.</returns>
    public override string ToString() => _field.WireName;
}
