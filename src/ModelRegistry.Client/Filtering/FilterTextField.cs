using System.ComponentModel;
using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client;

/// <summary>A field that holds text, to compare in a <see cref="Filter"/>. On MariaDB neither case nor trailing spaces count.</summary>
public sealed class FilterTextField
{
    private readonly FilterField _field;

    internal FilterTextField(FilterField field) => _field = field;

    /// <summary>Asks for entities whose field is the value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value: a text that begins or ends with a quotation mark.</exception>
    public static Filter operator ==(FilterTextField field, string value) => Filter.Compare(field._field, FilterOperator.Equal, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose field has another value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value: a text that begins or ends with a quotation mark.</exception>
    public static Filter operator !=(FilterTextField field, string value) => Filter.Compare(field._field, FilterOperator.NotEqual, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose field is less.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value: a text that begins or ends with a quotation mark.</exception>
    public static Filter operator <(FilterTextField field, string value) => Filter.Compare(field._field, FilterOperator.Less, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose field is less or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value: a text that begins or ends with a quotation mark.</exception>
    public static Filter operator <=(FilterTextField field, string value) => Filter.Compare(field._field, FilterOperator.LessOrEqual, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose field is greater.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value: a text that begins or ends with a quotation mark.</exception>
    public static Filter operator >(FilterTextField field, string value) => Filter.Compare(field._field, FilterOperator.Greater, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose field is greater or equal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The server's filter has no form for the value: a text that begins or ends with a quotation mark.</exception>
    public static Filter operator >=(FilterTextField field, string value) => Filter.Compare(field._field, FilterOperator.GreaterOrEqual, FilterValue.NotNull(value));

    /// <summary>Asks for entities whose field is one of some values. None at all match an empty list.</summary>
    /// <param name="values">The values.</param>
    /// <returns>The filter.</returns>
    public Filter In(params IEnumerable<string> values) => Filter.In(_field, values.Select(static value => (object)FilterValue.NotNull(value)));

    /// <summary>Asks for entities whose text matches a pattern: <c>%</c> stands for any text, <c>_</c> for any character, and a backslash takes the meaning off the character after it.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The pattern ends in a lone backslash.</exception>
    /// <remarks>On MariaDB case does not count, on PostgreSQL it does.</remarks>
    public Filter Like(string pattern) => Filter.Like(_field, FilterOperator.Like, pattern);

    /// <summary>Like <see cref="Like"/>, and case does not count, whatever the database.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The pattern ends in a lone backslash.</exception>
    public Filter ILike(string pattern) => Filter.Like(_field, FilterOperator.LikeIgnoringCase, pattern);

    /// <summary>Asks for entities whose text begins with another.</summary>
    /// <param name="text">The other; none of its characters is a wildcard.</param>
    /// <returns>The filter.</returns>
    public Filter StartsWith(string text) => Like(FilterText.EscapeLike(text) + "%");

    /// <summary>Asks for entities whose text ends with another.</summary>
    /// <param name="text">The other; none of its characters is a wildcard.</param>
    /// <returns>The filter.</returns>
    public Filter EndsWith(string text) => Like("%" + FilterText.EscapeLike(text));

    /// <summary>Asks for entities whose text contains another.</summary>
    /// <param name="text">The other; none of its characters is a wildcard.</param>
    /// <returns>The filter.</returns>
    public Filter Contains(string text) => Like("%" + FilterText.EscapeLike(text) + "%");

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
