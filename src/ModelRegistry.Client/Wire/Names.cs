namespace ModelRegistry.Client.Wire;

/// <summary>How names compare.</summary>
internal static class Names
{
    /// <summary>Tells what an entity that a look-up returned is to the name that was asked for.</summary>
    /// <param name="name">The name asked for.</param>
    /// <param name="found">The entity.</param>
    /// <param name="nameOf">The name of an entity.</param>
    /// <param name="foundByPattern">Whether the entity may be there only because the name, taken for a pattern, matches it.</param>
    public static NameLookup<T> Classify<T>(string name, T found, Func<T, string?> nameOf, bool foundByPattern)
        where T : class
    {
        string? foundName = nameOf(found);
        if (string.Equals(foundName, name, StringComparison.Ordinal))
        {
            return new NameLookup<T>(found, null);
        }

        return !foundByPattern || EntityNames.AreSimilar(foundName, name) ? new NameLookup<T>(null, found) : default;
    }
}
