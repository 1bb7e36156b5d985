namespace ModelRegistry.Client.Wire;

/// <summary>What the registry holds under a name.</summary>
/// <param name="Exact">The entity with exactly that name.</param>
/// <param name="Similar">
/// An entity whose name MariaDB takes for the same although it is not: other letters' case, trailing spaces. There it is in the way of
/// creating one with the name that was asked for.
/// </param>
internal readonly record struct NameLookup<T>(T? Exact, T? Similar)
    where T : class;
