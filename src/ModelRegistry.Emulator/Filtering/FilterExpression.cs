namespace ModelRegistry.Emulator.Filtering;

/// <summary>A parsed filter.</summary>
internal abstract record FilterExpression
{
    private FilterExpression()
    {
    }

    /// <summary>Both sides must hold.</summary>
    public sealed record And(FilterExpression Left, FilterExpression Right) : FilterExpression;

    /// <summary>One side must hold.</summary>
    public sealed record Or(FilterExpression Left, FilterExpression Right) : FilterExpression;

    /// <summary>A property compared with a value.</summary>
    /// <param name="Property">The name, with its dots.</param>
    /// <param name="Operator">The operator as written.</param>
    /// <param name="Value">
    /// A <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="FilterValueList"/>.
    /// </param>
    public sealed record Comparison(string Property, string Operator, object Value) : FilterExpression;
}

/// <summary>The values in the parentheses of an <c>IN</c>.</summary>
internal sealed class FilterValueList(IReadOnlyList<object> values) : IEquatable<FilterValueList>
{
    /// <summary>The values, none of them a list.</summary>
    public IReadOnlyList<object> Values { get; } = values;

    public bool Equals(FilterValueList? other) => other is not null && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as FilterValueList);

    public override int GetHashCode() => Values.Count;
}
