using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// Turns an answer that is no success into an exception. The body may be the server's JSON, a proxy's plain text or HTML, empty,
/// truncated or endless: reading it never fails and never takes more than <see cref="MaxBytes"/>.
/// </summary>
internal static class ErrorAnswer
{
    public const int MaxBytes = 16 * 1024;
    private const int MaxMessageLength = 1000;

    public static async Task<ModelRegistryException> ReadAsync(HttpResponseMessage response, Operation operation, CancellationToken cancellationToken)
    {
        (ErrorBody? error, string? text) = await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false);
        string? said = Hide(response, error?.Message ?? text);
        HttpStatusCode status = response.StatusCode;
        string failed = $"{operation.Id} failed with status {(int)status} {status}{(said is null ? "" : $": {said}")}";
        return (int)status switch
        {
            >= 300 and < 400 => LoginPage(response, operation),
            401 or 403 => new ModelRegistryUnauthorizedException(
                $"{failed}. {(response.RequestMessage?.Headers.Authorization is null ? "No token was sent: the registry's proxy wants one." : "The token that was sent is not accepted, or its holder may not use this registry.")}")
            {
                Operation = operation.Id,
                Status = status,
                ServerMessage = said,
            },
            404 when error is not null => new ModelRegistryNotFoundException(failed) { Operation = operation.Id, Status = status, ServerMessage = said },
            404 => new ModelRegistryException(
                $"{failed}. That is not the registry's own answer: no Model Registry API is at {Address(response)}. Check the address.")
            {
                Operation = operation.Id,
                Status = status,
                ServerMessage = said,
            },
            409 => new ModelRegistryConflictException(failed) { Operation = operation.Id, Status = status, ServerMessage = said },
            408 or 429 or >= 500 => new ModelRegistryUnavailableException(failed)
            {
                Operation = operation.Id,
                Status = status,
                ServerMessage = said,
                RetryAfter = RetryAfter(response),
                // A refusal to take the request on says that it was not carried out; anything else leaves it open.
                IsOutcomeUnknown = !operation.IsSafe && !Refuses(response),
            },
            _ => new ModelRegistryException(failed) { Operation = operation.Id, Status = status, ServerMessage = said },
        };
    }

    public static ModelRegistryUnauthorizedException LoginPage(HttpResponseMessage response, Operation operation)
    {
        Uri? location = response.Headers.Location;
        string what = location is null
            ? "an HTML page"
            : $"a redirect to {(location.IsAbsoluteUri ? location.GetLeftPart(UriPartial.Authority) : "another page")}";
        return new ModelRegistryUnauthorizedException(
            $"{operation.Id} was answered with {what} (status {(int)response.StatusCode}), as a login page does, not by the registry. Check the address, and that a valid token is sent.")
        {
            Operation = operation.Id,
            Status = response.StatusCode,
        };
    }

    public static bool IsHtml(HttpResponseMessage response) =>
        string.Equals(response.Content.Headers.ContentType?.MediaType, "text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the answer says that the request was not taken on: 429, or a 503 that is the server's own plain text from before its
    /// database is there, or one that says when to come back.
    /// </summary>
    public static bool Refuses(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.ServiceUnavailable => response.Headers.RetryAfter is not null
            || string.Equals(response.Content.Headers.ContentType?.MediaType, "text/plain", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    public static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        // Against the server's own clock, where it tells it, so that a difference between the clocks does not count.
        { Date: { } date } when (response.Headers.Date ?? TimeProvider.System.GetUtcNow()) is var now => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private static async Task<(ErrorBody? Error, string? Text)> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxBytes);
        try
        {
            int length = await FillAsync(response, buffer, cancellationToken).ConfigureAwait(false);
            ReadOnlySpan<byte> body = buffer.AsSpan(0, length);
            if (ReadJson(body) is { } error)
            {
                return (error, null);
            }

            MediaTypeHeaderValue? type = response.Content.Headers.ContentType;
            bool readable = type is null || string.Equals(type.MediaType, "text/plain", StringComparison.OrdinalIgnoreCase);
            return (null, readable ? FirstLine(Encoding.UTF8.GetString(body)) : null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<int> FillAsync(HttpResponseMessage response, byte[] buffer, CancellationToken cancellationToken)
    {
        int length = 0;
        try
        {
            Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while (length < MaxBytes && (read = await body.ReadAsync(buffer.AsMemory(length, MaxBytes - length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The status is the error that counts; what came of its body before the connection broke is all there is to say of it.
        }

        return length;
    }

    private static ErrorBody? ReadJson(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            return JsonSerializer.Deserialize(ref json, RegistryJson.Default.ErrorBody) is { Code: not null } error
                ? error with { Message = FirstLine(error.Message) }
                : null;
        }
        catch (JsonException)
        {
            // Not the server's own error body; that it is none is what the caller wants to know.
            return null;
        }
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

    // Some proxies answer with what they were sent.
    private static string? Hide(HttpResponseMessage response, string? text) =>
        response.RequestMessage?.Headers.Authorization?.Parameter is { Length: > 0 } token
            ? text?.Replace(token, "***", StringComparison.Ordinal)
            : text;

    private static string Address(HttpResponseMessage response) =>
        response.RequestMessage?.RequestUri is { IsAbsoluteUri: true } uri ? uri.GetLeftPart(UriPartial.Authority) : "this address";
}
