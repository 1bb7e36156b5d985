using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>A list of the server.</summary>
/// <param name="pipeline">What sends the requests.</param>
/// <param name="pageSize">How many items to ask for at a time.</param>
/// <param name="request">Starts the request of a page; paging adds to it.</param>
/// <param name="pageType">How a page is read.</param>
/// <param name="cancellationToken">Cancels every enumeration of the list.</param>
internal sealed class PagedRequest<T>(
    ApiPipeline pipeline, int pageSize, Func<ApiRequest> request, JsonTypeInfo<ListResponse<T>> pageType, CancellationToken cancellationToken)
    : AsyncPageable<T>
{
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
        HashSet<string>? seen = null;
        while (true)
        {
            ApiRequest page = request().Query("pageSize", sizeText).Query("nextPageToken", token);
            ListResponse<T> answer = await pipeline.SendAsync(page, pageType, enumerationToken).ConfigureAwait(false);
            string? next = string.IsNullOrEmpty(answer.NextPageToken) ? null : answer.NextPageToken;
            if (next is not null && (string.Equals(next, token, StringComparison.Ordinal) || !(seen ??= new(StringComparer.Ordinal)).Add(next)))
            {
                throw new ModelRegistryException(
                    $"{page.Operation.Id} answered with a nextPageToken that it had given before, so the list would never end.")
                {
                    Operation = page.Operation.Id,
                };
            }

            yield return new Page<T>(answer.Items, next);
            if (next is null)
            {
                yield break;
            }

            token = next;
        }
    }
}
