using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace ModelRegistry.Client.Authentication;

/// <summary>Sends the bearer token along, and once more with a newer one when it was refused.</summary>
internal sealed class AuthenticationHandler(TokenSource tokens, ILogger logger) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await SendAsync(request, token, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || token is null || !tokens.Refused(token))
        {
            return response;
        }

        string? newer = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        if (string.Equals(newer, token, StringComparison.Ordinal))
        {
            return response;
        }

        // A request that was refused with 401 was not carried out, so it can be sent again, whatever its method.
        response.Dispose();
        Log.TokenRefused(logger);
        return await SendAsync(request, newer, cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return base.SendAsync(request, cancellationToken);
    }
}
