using System.ComponentModel;
using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>A point in time, to compare in a <see cref="Filter"/> to the millisecond.</summary>
public sealed class FilterTimeField
{
    private readonly FilterField _field;

    internal FilterTimeField(FilterField field) => _field = field;

    /// <summary>Asks for entities whose field is the value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The field is one that the server keeps as text, which puts only the times from September 2001 to November 2286 in order, and the value is none of those.</exception>
    public static Filter operator ==(FilterTimeField field, DateTimeOffset value) => Filter.Compare(field._field, FilterOperator.Equal, FilterValue.Time(field._field, value));

    /// <summary>Asks for entities whose field has another value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The field is one that the server keeps as text, which puts only the times from September 2001 to November 2286 in order, and the value is none of those.</exception>
    public static Filter operator !=(FilterTimeField field, DateTimeOffset value) => Filter.Compare(field._field, FilterOperator.NotEqual, FilterValue.Time(field._field, value));

    /// <summary>Asks for entities whose field is less.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The field is one that the server keeps as text, which puts only the times from September 2001 to November 2286 in order, and the value is none of those.</exception>
    public static Filter operator <(FilterTimeField field, DateTimeOffset value) => Filter.Compare(field._field, FilterOperator.Less, FilterValue.Time(field._field, value));

    /// <summary>Asks for entities whose field is less or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The field is one that the server keeps as text, which puts only the times from September 2001 to November 2286 in order, and the value is none of those.</exception>
    public static Filter operator <=(FilterTimeField field, DateTimeOffset value) => Filter.Compare(field._field, FilterOperator.LessOrEqual, FilterValue.Time(field._field, value));

    /// <summary>Asks for entities whose field is greater.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The field is one that the server keeps as text, which puts only the times from September 2001 to November 2286 in order, and the value is none of those.</exception>
    public static Filter operator >(FilterTimeField field, DateTimeOffset value) => Filter.Compare(field._field, FilterOperator.Greater, FilterValue.Time(field._field, value));

    /// <summary>Asks for entities whose field is greater or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The field is one that the server keeps as text, which puts only the times from September 2001 to November 2286 in order, and the value is none of those.</exception>
    public static Filter operator >=(FilterTimeField field, DateTimeOffset value) => Filter.Compare(field._field, FilterOperator.GreaterOrEqual, FilterValue.Time(field._field, value));

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
