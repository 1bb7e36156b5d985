using System.Globalization;
using System.Net;
using ModelRegistry.Client.Authentication;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// Turns a failure of the network into an exception that says where and why. The runtime's own words are kept only where they can't hold
/// what the other side wrote or where a proxy's user and password may stand.
/// </summary>
internal static class TransportFailure
{
    public static ModelRegistryException Translate(
        HttpRequestException failure, Exception cause, Operation operation, Uri? registry, Route route, bool mayBeDone)
    {
        string address = Address(registry, route);
        return failure switch
        {
            { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new ModelRegistryException(
                $"{operation.Id} got a response from {address} with more than this client reads at once: {Said(failure)}",
                SafeCause.Of(cause))
            {
                Operation = operation.Id,
                IsOutcomeUnknown = !operation.IsSafe,
            },
            _ when Transport.IsRefusedByProxy(failure) && !mayBeDone => new ModelRegistryException(
                $"{operation.Id} was not sent: {ProxyRefusal(failure.StatusCode, route.Via)} That is the proxy's own refusal, not the "
                    + $"registry's. {AroundProxy(registry)}",
                SafeCause.Of(cause))
            {
                Operation = operation.Id,
                StatusCode = failure.StatusCode,
            },
            _ => new ModelRegistryUnavailableException(
                $"{operation.Id} got no response from {address}: {Reason(failure, registry, route)}", SafeCause.Of(cause))
            {
                Operation = operation.Id,
                IsOutcomeUnknown = !operation.IsSafe && (mayBeDone || !Transport.IsUnsent(failure.HttpRequestError)),
            },
        };
    }

    public static ModelRegistryUnavailableException Translate(
        IOException failure, Exception cause, Operation operation, Uri? registry, Route route)
    {
        string reason = failure is HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } ? NoHttp : Said(failure);
        return new ModelRegistryUnavailableException(
            $"{operation.Id} got no complete response from {Address(registry, route)}: {reason}{TlsFailure.ClientCertificate(route)}",
            SafeCause.Of(cause))
        {
            Operation = operation.Id,
            IsOutcomeUnknown = !operation.IsSafe,
        };
    }

    public static ModelRegistryException Translate(
        InvalidDataException failure, Exception cause, Operation operation, Uri? registry, Route route) => new(
            $"{operation.Id} got a response from {Address(registry, route)} with a body that can't be read: {Said(failure)}",
            SafeCause.Of(cause))
        {
            Operation = operation.Id,
            IsOutcomeUnknown = !operation.IsSafe,
        };

    /// <summary>Names the registry, and the proxy on the way to it.</summary>
    public static string Address(Uri? registry, Route route) =>
        $"{registry?.GetLeftPart(UriPartial.Authority) ?? "the registry"}{(route.Via is { } proxy ? $" (through the proxy {proxy})" : "")}";

    /// <summary>How to mend what a proxy spoils.</summary>
    public static string AroundProxy(Uri? registry) =>
        $"If the registry is to be reached without the proxy, add {registry?.Host ?? "its host"} to NO_PROXY.";

    /// <summary>What a proxy means that refuses.</summary>
    public static string ProxyRefusal(HttpStatusCode? status, string? proxy)
    {
        string which = proxy is null ? "a proxy on the way" : $"the proxy {proxy}";
        return status == HttpStatusCode.ProxyAuthenticationRequired
            ? $"{which} wants a user name and password, or does not accept those it got (status 407): they belong in its address, as in "
                + "HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT."
            : string.Create(
                CultureInfo.InvariantCulture, $"{which} refuses to connect to the registry (status {(int?)status ?? 0} {status}).");
    }

    private const string NoHttp = "what came back is not HTTP.";

    private static string Reason(HttpRequestException failure, Uri? registry, Route route)
    {
        (HttpRequestError error, string? proxy) = (failure.HttpRequestError, route.Via);
        return error switch
        {
            HttpRequestError.NameResolutionError when proxy is not null =>
                $"the proxy's host name can't be resolved. {AroundProxy(registry)}",
            HttpRequestError.NameResolutionError => "the host name can't be resolved.",
            HttpRequestError.ConnectionError when proxy is not null =>
                $"the proxy can't be reached: {Said(failure)}. {AroundProxy(registry)}",
            HttpRequestError.ProxyTunnelError => $"{ProxyRefusal(failure.StatusCode, proxy)} {AroundProxy(registry)}",
            HttpRequestError.SecureConnectionError => TlsFailure.Describe(failure, route),
            HttpRequestError.InvalidResponse => NoHttp,
            _ => Said((Exception?)(failure.InnerException as IOException) ?? failure) + TlsFailure.ClientCertificate(route),
        };
    }

    private static string Said(Exception failure) => SafeCause.IsTelltale(failure) ? "the connection failed" : failure.Message;
}
