#pragma warning disable MA0016 // The list is the caller's own, as with LINQ.
namespace ModelRegistry.Client;

/// <summary>
/// A list that is fetched page by page while it is enumerated. Stopping early sends no further request; enumerating again asks again.
/// </summary>
/// <remarks>
/// A list of the registry that goes on after 10,000 pages, or after 1,000 pages with fewer items than were asked for, is taken for one
/// without end: the enumeration ends in a <see cref="ModelRegistryException"/>.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
{
    /// <summary>Enumerates the pages.</summary>
    /// <param name="continuationToken">
    /// Where to go on, from <see cref="Page{T}.ContinuationToken"/>; <see langword="null"/> for the beginning.
    /// </param>
    /// <param name="pageSizeHint">How many items a page may have at most; <see langword="null"/> for the list's own setting.</param>
    /// <returns>The pages, fetched one at a time.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pageSizeHint"/> is less than 1.</exception>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null);

    /// <summary>Fetches all pages and returns their items.</summary>
    /// <param name="cancellationToken">Cancels the fetching.</param>
    /// <returns>The items, in a list of the caller's own.</returns>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<List<T>> ToListAsync(CancellationToken cancellationToken = default)
    {
        var items = new List<T>();
        await foreach (Page<T> page in AsPages().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            items.AddRange(page.Items);
        }

        return items;
    }

    /// <summary>Enumerates the items, fetching a page when the one before is used up.</summary>
    /// <param name="cancellationToken">Cancels the fetching.</param>
    /// <returns>The enumerator.</returns>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (Page<T> page in AsPages().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (T item in page.Items)
            {
                yield return item;
            }
        }
    }
}
