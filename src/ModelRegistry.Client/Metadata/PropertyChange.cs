namespace ModelRegistry.Client;

/// <summary>
/// Changes some custom properties of an entity and keeps the others: the server replaces all of them at once, so they are read, changed
/// and written.
/// </summary>
internal static class PropertyChange
{
    /// <summary>Applies a change, unless it changes nothing.</summary>
    /// <param name="read">Reads the entity.</param>
    /// <param name="change">Makes the new properties of the old ones.</param>
    /// <param name="write">Writes the new properties.</param>
    public static async Task<T> ApplyAsync<T>(
        Func<Task<T>> read,
        Func<IReadOnlyDictionary<string, MetadataValue>, Dictionary<string, MetadataValue>> change,
        Func<Dictionary<string, MetadataValue>, Task<T>> write)
        where T : RegistryResource
    {
        for (bool again = false; ; again = true)
        {
            T entity = await read().ConfigureAwait(false);
            Dictionary<string, MetadataValue> properties = change(entity.CustomProperties);
            try
            {
                return AreSame(entity.CustomProperties, properties) ? entity : await write(properties).ConfigureAwait(false);
            }
            catch (ModelRegistryNotFoundException) when (!again)
            {
                // It was there a moment ago: a server whose database comes back says so of everything.
            }
        }
    }

    /// <summary>
    /// What an update that is about something else says of the custom properties: nothing, unless one of them is a struct. The server then
    /// refuses every update that does not send them along.
    /// </summary>
    public static Dictionary<string, MetadataValue>? SendAlong(RegistryResource entity) =>
        entity.CustomProperties.Values.Any(static value => value is MetadataStructValue)
            ? new(entity.CustomProperties, StringComparer.Ordinal)
            : null;

    private static bool AreSame(IReadOnlyDictionary<string, MetadataValue> left, Dictionary<string, MetadataValue> right) =>
        left.Count == right.Count && left.All(property => property.Value.Equals(right.GetValueOrDefault(property.Key)));
}
