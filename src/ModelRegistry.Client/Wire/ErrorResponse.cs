using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ModelRegistry.Client.Resilience;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// Turns a response that is no success into an exception. The body may be the server's JSON, a proxy's plain text or HTML, empty,
/// truncated or endless: reading it never fails and never takes more than <see cref="MaxBytes"/>.
/// </summary>
internal static class ErrorResponse
{
    public const int MaxBytes = 16 * 1024;
    private const int MaxMessageLength = 1000;

    public static async Task<ModelRegistryException> ReadAsync(
        HttpResponseMessage response, Operation operation, CancellationToken cancellationToken)
    {
        await ErrorContent.LimitAsync(response, cancellationToken).ConfigureAwait(false);
        return Read(response, operation);
    }

    /// <summary>Reads a response whose body's beginning has been read before.</summary>
    public static ModelRegistryException Read(HttpResponseMessage response, Operation operation)
    {
        ReadOnlyMemory<byte> body = ((ErrorContent)response.Content).Beginning;
        ErrorBody error = ErrorBody.Read(body.Span);
        string? said = FirstLine(Hide(response, error.Message ?? PlainText(response, body.Span)));
        HttpStatusCode status = response.StatusCode;
        string failed = $"{operation.Id} failed with status {StatusText.Of(status)}{ProxyResponse.Through(response)}"
            + (said is null ? "" : $": {StatusText.WithoutStatus(said, status)}{LaterFields.Explain(operation, status, said)}");
        return (int)status switch
        {
            >= 300 and < 400 => Redirect.ToTls(response, operation) ?? (ModelRegistryException)LoginPage(response, operation),
            _ when ProxyResponse.IsRefusal(response) => ProxyResponse.Refusal(response, failed, operation, said),
            401 or 403 => new ModelRegistryUnauthorizedException(
                $"{failed}. {ProxyResponse.OrRegistry(response)}" + (response.RequestMessage?.Headers.Authorization is null
                    ? $"No token was sent: the {operation.Api.Noun}'s proxy wants one."
                    : $"The token that was sent is not accepted, or its holder may not use this {operation.Api.Noun}."))
            {
                Operation = operation.Id,
                StatusCode = status,
                ServerMessage = said,
            },
            400 when operation.Api == ApiService.Catalog && said?.StartsWith("invalid model name '", StringComparison.Ordinal) == true =>
                new ModelRegistryNotFoundException(failed) { Operation = operation.Id, StatusCode = status, ServerMessage = said },
            404 when error.IsRegistrys =>
                new ModelRegistryNotFoundException(failed) { Operation = operation.Id, StatusCode = status, ServerMessage = said },
            404 when ApiPath.VersionOf(response.RequestMessage?.RequestUri) == "v1" && said == "404 page not found" =>
                new ModelRegistryException(
                    $"{failed}. The {operation.Api.Noun} at {Address(response)} does not serve API "
                    + $"v1{(operation.Api == ApiService.Registry ? ", which came in 2026-08" : "")}: set the API version to Auto or "
                        + $"{operation.Api.AlphaOption}, and name no v1 in the address.")
                {
                    Operation = operation.Id,
                    StatusCode = status,
                    ServerMessage = said,
                },
            410 => new ModelRegistryException($"{failed}. {Gone(operation.Api, ApiPath.VersionOf(response.RequestMessage?.RequestUri))}")
            {
                Operation = operation.Id,
                StatusCode = status,
                ServerMessage = said,
            },
            404 => new ModelRegistryException(
                $"{failed}. That is not the {operation.Api.Noun}'s own response: no {operation.Api.Title} API is at {Address(response)}. "
                    + "Check the address.")
            {
                Operation = operation.Id,
                StatusCode = status,
                ServerMessage = said,
            },
            409 => new ModelRegistryConflictException(failed) { Operation = operation.Id, StatusCode = status, ServerMessage = said },
            500 when error.IsRegistrys && DatabaseErrors.IsAboutData(error.Message) => new ModelRegistryException(
                $"{failed}. The {operation.Api.Noun}'s database refuses what was sent: sending it again can't help.")
            {
                Operation = operation.Id,
                StatusCode = status,
                ServerMessage = said,
                // A write is undone as a whole; but a metric has been stored before its history is.
                IsOutcomeUnknown = !operation.IsSafe && error.Message?.Contains("metric history", StringComparison.Ordinal) == true,
            },
            408 or 429 or >= 500 => new ModelRegistryUnavailableException(failed)
            {
                Operation = operation.Id,
                StatusCode = status,
                ServerMessage = said,
                RetryAfter = RetryAfter(response),
                // A refusal to take the request on says that it was not carried out; anything else leaves it open.
                IsOutcomeUnknown = !operation.IsSafe && !Refuses(response),
            },
            _ => new ModelRegistryException(failed) { Operation = operation.Id, StatusCode = status, ServerMessage = said },
        };
    }

    public static ModelRegistryUnauthorizedException LoginPage(HttpResponseMessage response, Operation operation)
    {
        Uri? location = response.Headers.Location;
        string what = location is null
            ? "an HTML page"
            : !location.IsAbsoluteUri
            ? "a redirect to another page"
            : $"a redirect to {location.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}";
        return new ModelRegistryUnauthorizedException(
            $"{operation.Id} got {what} (status {(int)response.StatusCode}){ProxyResponse.Through(response)} in response, as from a login "
                + $"page, not from the {operation.Api.Noun}. Check the address, and that a valid token is sent.")
        {
            Operation = operation.Id,
            StatusCode = response.StatusCode,
            // What puts a page in place of the registry's response may do so after the registry has carried the write out.
            IsOutcomeUnknown = !operation.IsSafe,
        };
    }

    public static bool IsHtml(HttpResponseMessage response) =>
        string.Equals(response.Content.Headers.ContentType?.MediaType, "text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the response says that the request was not taken on: 410 for a version of the API that has gone, 429, or a 503 that is the
    /// server's own text from before its database is there, or one that says when to come back. Any other 503 proves nothing: a proxy sends
    /// it also when the server went away while it was at work.
    /// </summary>
    public static bool Refuses(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Gone or HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.ServiceUnavailable => response.Headers.RetryAfter is not null
            || (response.Content is ErrorContent { Beginning: var body } && body.Span.StartsWith("Datastore service is down"u8)),
        _ => false,
    };

    /// <summary>Whether the same request may succeed later without any change. The beginning of the body must have been read.</summary>
    public static bool IsTransient(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.InternalServerError => !(Body(response) is { IsRegistrys: true } error && DatabaseErrors.IsAboutData(error.Message)),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or > HttpStatusCode.InternalServerError => true,
        HttpStatusCode.BadRequest =>
            DatabaseErrors.IsMasked(Body(response).Message) && !OutageCheck.Selects(response.RequestMessage?.RequestUri),
        _ => false,
    };

    private static ErrorBody Body(HttpResponseMessage response) =>
        response.Content is ErrorContent { Beginning: var body } ? ErrorBody.Read(body.Span) : default;

    public static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        // Against the server's own clock, where it tells it, so that a difference between the clocks does not count.
        { Date: { } date } when (response.Headers.Date ?? TimeProvider.System.GetUtcNow()) is var now =>
            date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private static string? PlainText(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        MediaTypeHeaderValue? type = response.Content.Headers.ContentType;
        bool readable = type is null || string.Equals(type.MediaType, "text/plain", StringComparison.OrdinalIgnoreCase);
        return readable ? Encoding.UTF8.GetString(body) : null;
    }

    private static string? FirstLine(string? text)
    {
        ReadOnlySpan<char> line = text.AsSpan().Trim();
        int end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        if (line.IsEmpty || line[0] == '<')
        {
            return null;
        }

        var clean = new StringBuilder(Math.Min(line.Length, MaxMessageLength) + 1);
        foreach (char c in line[..Math.Min(line.Length, MaxMessageLength)])
        {
            clean.Append(char.IsControl(c) ? ' ' : c);
        }

        return (line.Length > MaxMessageLength ? clean.Append('…') : clean).ToString();
    }

    // Some proxies respond with what they were sent. This comes before the text is shortened, which could leave a part of the token.
    private static string? Hide(HttpResponseMessage response, string? text)
    {
        if (response.RequestMessage is not { } sent)
        {
            return text;
        }

        text = sent.Headers.Authorization?.Parameter is { Length: > 0 } token
            ? text?.Replace(token, "***", StringComparison.Ordinal)
            : text;
        return sent.RequestUri?.Query is { Length: > 1 } query ? text?.Replace(query, "?***", StringComparison.Ordinal) : text;
    }

    private static string Gone(ApiService api, string? version) =>
        version is null ? $"The {api.Noun} no longer serves this version of the API."
        : version == api.AlphaVersion ? $"The {api.Noun} no longer serves API {version}: set the API version to Auto or V1."
        : $"The {api.Noun} no longer serves API {version}: a newer release of this client is needed.";

    private static string Address(HttpResponseMessage response) =>
        response.RequestMessage?.RequestUri is { IsAbsoluteUri: true } uri ? uri.GetLeftPart(UriPartial.Authority) : "this address";
}
