using System.Runtime.CompilerServices;
using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;

namespace ModelRegistry.Client;

/// <summary>A list of the server.</summary>
/// <param name="fetch">Asks for a page.</param>
/// <param name="query">The filter and the order.</param>
/// <param name="pageSize">How many items to ask for at a time.</param>
/// <param name="isWanted">
/// Which items of a filtered list count; <see langword="null"/> where there is no filter. With a filter the server can also answer an item
/// more than once, which is left out here.
/// </param>
/// <param name="cancellationToken">Cancels every enumeration of the list.</param>
internal sealed class PagedRequest<T>(
    Func<PageQuery, CancellationToken, Task<ListResponse<T>>> fetch,
    PageQuery query,
    int pageSize,
    Func<T, bool>? isWanted,
    CancellationToken cancellationToken)
    : AsyncPageable<T>
    where T : RegistryResource
{
    /// <summary>With the usual 100 items to a page, more than any registry holds.</summary>
    private const int MaxPages = 10_000;

    /// <summary>The registry fills every page but the last. Some that are not full are borne with, for proxies that filter.</summary>
    private const int MaxShortPages = 1_000;

    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        if (pageSizeHint is { } hint)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(hint, 1, nameof(pageSizeHint));
        }

        return EnumerateAsync(continuationToken, pageSizeHint ?? pageSize, cancellationToken);
    }

    // The compiler joins the token given here, that of the call, with the one that the enumeration may bring along.
    private async IAsyncEnumerable<Page<T>> EnumerateAsync(string? token, int size, [EnumeratorCancellation] CancellationToken enumerationToken)
    {
        string sizeText = size.ToString(System.Globalization.CultureInfo.InvariantCulture);
        HashSet<string>? tokens = null;
        int shortPages = 0;
        HashSet<string>? ids = isWanted is null ? null : new(StringComparer.Ordinal);
        while (true)
        {
            PageQuery page = query with { PageSize = sizeText, NextPageToken = token };
            ListResponse<T> answer;
            try
            {
                answer = await fetch(page, enumerationToken).ConfigureAwait(false);
            }
            catch (ModelRegistryException refusal) when (tokens is not null && OutageCheck.IsMasked(refusal))
            {
                throw OutageCheck.Outage(
                    refusal, "A filter that was understood before and a token of the registry's own can't be wrong: its database comes and goes.", null);
            }

            string? next = string.IsNullOrEmpty(answer.NextPageToken) ? null : answer.NextPageToken;
            if (next is not null)
            {
                shortPages += answer.Items.Count < size ? 1 : 0;
                tokens ??= new(StringComparer.Ordinal);
                string? fault = string.Equals(next, token, StringComparison.Ordinal) || !tokens.Add(next)
                    ? "answered with a nextPageToken that it had given before, so the list would never end."
                    : tokens.Count >= MaxPages || shortPages > MaxShortPages
                    ? $"answered with {tokens.Count} pages, {shortPages} of them not full, and promises more: the registry's list does "
                        + "not end. If it really is that long, ask for more items at a time."
                    : null;
                if (fault is not null)
                {
                    throw new ModelRegistryException($"{answer.Operation.Id} {fault}") { Operation = answer.Operation.Id };
                }
            }

            yield return new Page<T>(ids is null ? answer.Items : [.. answer.Items.Where(item => isWanted!(item) && ids.Add(item.Id))], next);
            if (next is null)
            {
                yield break;
            }

            token = next;
        }
    }
}
