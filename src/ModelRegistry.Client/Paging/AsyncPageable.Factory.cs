namespace ModelRegistry.Client;

/// <summary>Makes lists without a registry, for tests of code that consumes them.</summary>
public static class AsyncPageable
{
    /// <summary>Makes a list from items that are already there.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="items">The items.</param>
    /// <returns>A list with one page.</returns>
    public static AsyncPageable<T> FromItems<T>(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new Fixed<T>([.. items]);
    }

    private sealed class Fixed<T>(IReadOnlyList<T> items) : AsyncPageable<T>
    {
        public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            await Task.CompletedTask.ConfigureAwait(false);
            yield return new Page<T>(items, null);
        }
    }
}
