using System.Runtime.CompilerServices;
using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <summary>A list of the server.</summary>
/// <param name="fetch">Asks for a page.</param>
/// <param name="query">The filter and the order.</param>
/// <param name="pageSize">How many items to ask for at a time.</param>
/// <param name="isWanted">
/// Which items of a filtered list count; <see langword="null"/> where there is no filter. With a filter the server can also respond with an
/// item more than once, which is left out here.
/// </param>
/// <param name="ensureComplete">Whether a list by time is read once more by id, for the items that the server loses.</param>
/// <param name="cancellationToken">Cancels every enumeration of the list.</param>
internal sealed class PagedRequest<T>(
    Func<PageQuery, CancellationToken, Task<ListResponse<T>>> fetch,
    PageQuery query,
    int pageSize,
    Func<T, bool>? isWanted,
    bool ensureComplete,
    CancellationToken cancellationToken)
    : AsyncPageable<T>
    where T : class
{
    /// <summary>With the usual 100 items to a page, more than any registry holds.</summary>
    private const int MaxPages = 10_000;

    /// <summary>The registry fills every page but the last. Some that are not full are borne with, for proxies that filter.</summary>
    private const int MaxShortPages = 1_000;

    private readonly bool _isByTime = query.OrderBy == OrderBy.CreateTime.Value || query.OrderBy == OrderBy.LastUpdateTime.Value;

    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        if (pageSizeHint is { } hint)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(hint, 1, nameof(pageSizeHint));
        }

        bool isCompleted = _isByTime && ensureComplete;
        if (isCompleted && continuationToken is not null)
        {
            throw new ArgumentException(
                $"A list with {nameof(PagingOptions.EnsureComplete)} is read from its beginning: leave out the token or the option.",
                nameof(continuationToken));
        }

        return EnumerateAsync(continuationToken, pageSizeHint ?? pageSize, isCompleted, cancellationToken);
    }

    // The compiler joins the token given here, that of the call, with the one that the enumeration may bring along.
    private async IAsyncEnumerable<Page<T>> EnumerateAsync(
        string? token, int size, bool isCompleted, [EnumeratorCancellation] CancellationToken enumerationToken)
    {
        HashSet<string>? ids = isWanted is null && !_isByTime ? null : new(StringComparer.Ordinal);
        await foreach (Page<T> page in FetchAsync(query, token, size, enumerationToken).ConfigureAwait(false))
        {
            yield return new Page<T>(ids is null ? page.Items : New(page), isCompleted ? null : page.ContinuationToken);
        }

        if (!isCompleted)
        {
            yield break;
        }

        PageQuery byId = query with { OrderBy = OrderBy.Id.Value };
        await foreach (Page<T> page in FetchAsync(byId, null, size, enumerationToken).ConfigureAwait(false))
        {
            T[] lost = New(page);
            if (lost.Length > 0)
            {
                yield return new Page<T>(lost, null);
            }
        }

        T[] New(Page<T> page) =>
            [.. page.Items.Where(item => isWanted?.Invoke(item) != false && (IdOf(item) is not { } id || ids!.Add(id)))];
    }

    private async IAsyncEnumerable<Page<T>> FetchAsync(
        PageQuery pages, string? token, int size, [EnumeratorCancellation] CancellationToken enumerationToken)
    {
        string sizeText = size.ToString(System.Globalization.CultureInfo.InvariantCulture);
        HashSet<string>? tokens = null;
        int shortPages = 0;
        while (true)
        {
            PageQuery page = pages with { PageSize = sizeText, NextPageToken = token };
            ListResponse<T> response;
            try
            {
                response = await fetch(page, enumerationToken).ConfigureAwait(false);
            }
            catch (ModelRegistryException refusal) when (tokens is not null && OutageCheck.IsMasked(refusal))
            {
                throw OutageCheck.Outage(
                    refusal, "A filter that was understood before and a token of the registry's own can't be wrong: its database "
                        + "comes and goes.", null);
            }

            string? next = string.IsNullOrEmpty(response.NextPageToken) ? null : response.NextPageToken;
            if (next is not null)
            {
                shortPages += response.Items.Count < size ? 1 : 0;
                tokens ??= new(StringComparer.Ordinal);
                string? fault = string.Equals(next, token, StringComparison.Ordinal) || !tokens.Add(next)
                    ? "responded with a nextPageToken that it had given before, so the list would never end."
                    : tokens.Count >= MaxPages || shortPages > MaxShortPages
                    ? $"responded with {tokens.Count} pages, {shortPages} of them not full, and promises more: the list does "
                        + "not end. If it really is that long, ask for more items at a time."
                    : null;
                if (fault is not null)
                {
                    throw new ModelRegistryException($"{response.Operation.Id} {fault}") { Operation = response.Operation.Id };
                }
            }

            yield return new Page<T>(response.Items, next);
            if (next is null)
            {
                yield break;
            }

            token = next;
        }
    }

    private static string? IdOf(T item) => item switch
    {
        RegistryResource resource => resource.Id,
        CatalogModel model => model.Id,
        _ => null,
    };
}
