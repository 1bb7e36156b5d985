using System.ComponentModel;
using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>An id, to compare in a <see cref="Filter"/>.</summary>
public sealed class FilterIdField
{
    private readonly FilterField _field;

    internal FilterIdField(FilterField field) => _field = field;

    /// <summary>Asks for entities whose field is the value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The value is no id: those are numbers.</exception>
    public static Filter operator ==(FilterIdField field, string value) => Filter.Compare(field._field, FilterOperator.Equal, FilterValue.Id(field._field, value));

    /// <summary>Asks for entities whose field has another value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The value is no id: those are numbers.</exception>
    public static Filter operator !=(FilterIdField field, string value) => Filter.Compare(field._field, FilterOperator.NotEqual, FilterValue.Id(field._field, value));

    /// <summary>Asks for entities whose id is one of some ids. None at all match an empty list.</summary>
    /// <param name="values">The ids.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">One of them is no id: those are numbers.</exception>
    public Filter In(params IEnumerable<string> values) => Filter.In(_field, values.Select(value => FilterValue.Id(_field, value)));

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
