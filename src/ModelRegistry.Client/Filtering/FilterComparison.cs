namespace ModelRegistry.Client.Filtering;

/// <summary>A comparison of a field with a value.</summary>
/// <param name="Field">What is compared.</param>
/// <param name="Operator">How.</param>
/// <param name="Value">
/// A <see cref="string"/>, <see cref="bool"/>, or <see cref="double"/>; for a number column a <see cref="long"/>.
/// </param>
internal sealed record FilterComparison(StoredField Field, FilterOperator Operator, object Value) : FilterNode;
