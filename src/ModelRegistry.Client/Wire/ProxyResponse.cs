using System.Net;

namespace ModelRegistry.Client.Wire;

/// <summary>Tells what a proxy on the way says of its own from what the registry says.</summary>
internal static class ProxyResponse
{
    /// <summary>
    /// Whether the proxy itself refused: it wants a password (407), or says by a header that the response is its own. Any other refusal
    /// may be either's.
    /// </summary>
    public static bool IsRefusal(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired
        || (Route.ProxyOf(response) is not null
            && (int)response.StatusCode is >= 400 and < 500
            && (response.Headers.Contains("X-Squid-Error")
                || (response.Headers.TryGetValues("Proxy-Status", out IEnumerable<string>? statuses)
                    && statuses.Any(static status => status.Contains("error=", StringComparison.OrdinalIgnoreCase)))));

    public static ModelRegistryException Refusal(HttpResponseMessage response, string failed, Operation operation, string? said)
    {
        string refusal = response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired
            ? $" {TransportFailure.ProxyRefusal(response.StatusCode, Route.ProxyOf(response))}"
            : "";
        return new ModelRegistryException(
            $"{failed}. That is the proxy's own refusal, not the registry's.{refusal} "
                + $"{TransportFailure.AroundProxy(response.RequestMessage?.RequestUri)}")
        {
            Operation = operation.Id,
            StatusCode = response.StatusCode,
            ServerMessage = said,
        };
    }

    /// <summary>Names the proxy, where the response may be its own.</summary>
    public static string Through(HttpResponseMessage response) =>
        Route.ProxyOf(response) is { } proxy ? $" (through the proxy {proxy})" : "";

    /// <summary>Says that nobody knows who refused, where that is so.</summary>
    public static string OrRegistry(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Forbidden && Route.ProxyOf(response) is not null
            ? $"Either the proxy refuses, or the registry does. {TransportFailure.AroundProxy(response.RequestMessage?.RequestUri)} "
            : "";
}
