using System.Net;

namespace ModelRegistry.Client.Wire;

/// <summary>What failures of the transport mean.</summary>
internal static class Transport
{
    /// <summary>Whether the request can't have reached the server, so that even a write can be sent again.</summary>
    public static bool IsUnsent(HttpRequestError error) => error is
        HttpRequestError.NameResolutionError or
        HttpRequestError.ConnectionError or
        HttpRequestError.SecureConnectionError or
        HttpRequestError.ProxyTunnelError;

    /// <summary>Whether a proxy refused to connect to the registry, which the same request would only make it say again.</summary>
    public static bool IsRefusedByProxy(HttpRequestException failure) =>
        failure.HttpRequestError == HttpRequestError.ProxyTunnelError
        && failure.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError;
}
