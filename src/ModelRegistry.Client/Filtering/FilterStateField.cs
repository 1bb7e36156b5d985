using System.ComponentModel;
using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>A state or another field with a fixed set of texts, to compare in a <see cref="Filter"/>.</summary>
public sealed class FilterStateField
{
    private readonly FilterField _field;

    internal FilterStateField(FilterField field) => _field = field;

    /// <summary>Asks for entities whose field is the value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    public static Filter operator ==(FilterStateField field, string value) => Filter.Compare(field._field, FilterOperator.Equal, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose field has another value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    public static Filter operator !=(FilterStateField field, string value) => Filter.Compare(field._field, FilterOperator.NotEqual, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose field is one of some values. None at all match an empty list.</summary>
    /// <param name="values">The values.</param>
    /// <returns>The filter.</returns>
    public Filter In(params IEnumerable<string> values) => Filter.In(_field, values.Select(static value => (object)FilterValue.NotNull(value)));

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
