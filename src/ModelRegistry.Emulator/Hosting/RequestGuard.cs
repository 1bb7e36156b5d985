using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ModelRegistry.Emulator.Operations;

namespace ModelRegistry.Emulator.Hosting;

/// <summary>Keeps web pages of other origins from using a registry that listens on the developer's own machine.</summary>
internal static class RequestGuard
{
    /// <summary>
    /// Refuses a name that resolves to this machine but is not its own (DNS rebinding), and writes from pages of other origins.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="loopbackOnly">
    /// Whether the host must be a loopback name; in an application's own server the names are the application's business.
    /// </param>
    public static Response? Check(HttpRequest request, bool loopbackOnly)
    {
        if (loopbackOnly && !IsLoopback(request.Host.Host))
        {
            return Refuse("the Host header does not name this machine");
        }

        bool reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        return reads || IsSameOrigin(request) ? null : Refuse("pages of another origin may not write");
    }

    private static bool IsLoopback(string host) => host.Length == 0
        || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool IsSameOrigin(HttpRequest request)
    {
        StringValues site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
        {
            return site[0] is "same-origin" or "none";
        }

        StringValues origin = request.Headers.Origin;
        return origin.Count == 0 || string.Equals(
            origin[0], $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }

    private static Response Refuse(string reason) => Response.Error(403, "Forbidden", $"refused by the emulator: {reason}");
}
