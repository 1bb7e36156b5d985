namespace ModelRegistry.Client;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="Items">The items, in the order of the list.</param>
/// <param name="ContinuationToken">
/// What <see cref="AsyncPageable{T}.AsPages"/> takes to go on after this page, or <see langword="null"/> when it is the last. It is opaque,
/// and only good for the same list with the same order and filter.
/// </param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? ContinuationToken);
