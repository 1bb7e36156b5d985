namespace ModelRegistry.Client.Filtering;

/// <summary>A filter as a tree.</summary>
internal abstract record FilterNode;

/// <summary>Both.</summary>
internal sealed record FilterAnd(FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>Either.</summary>
internal sealed record FilterOr(FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>None at all.</summary>
internal sealed record FilterNever : FilterNode;

/// <summary>Text that the user wrote.</summary>
internal sealed record FilterRaw(string Text) : FilterNode;
