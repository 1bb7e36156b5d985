using System.Net.Security;
using Microsoft.Extensions.Logging;
using ModelRegistry.Client.Authentication;
using ModelRegistry.Client.Resilience;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// Builds the chain below the <see cref="HttpClient"/>: the operation with its retries, then authentication, then what an application adds,
/// then the guard of writes, then the network.
/// </summary>
internal static class HttpHandlers
{
    private static readonly string UserAgent = $"ModelRegistry.Client/{typeof(HttpHandlers).Assembly.GetName().Version?.ToString(3)}";

    public static SocketsHttpHandler CreatePrimary(ModelRegistryClientOptions options, Route? route = null)
    {
        route ??= new Route();
        CertificateAuthority? authority = options.CaFile is { } path ? new CertificateAuthority(path) : null;
        authority?.Roots();
        return new SocketsHttpHandler
        {
            // The connections of a long-lived client must follow changes of DNS.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            // A redirect leads to a login page, never to the registry.
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = route,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = new ServerCertificateCheck(authority).Validate,
                LocalCertificateSelectionCallback = route.SelectCertificate,
            },
        };
    }

    /// <summary>The handlers above the network, innermost first, for a client that is put together here.</summary>
    public static IEnumerable<DelegatingHandler> CreateInner(
        ModelRegistryClientOptions options, TimeProvider timeProvider, ILogger logger, Route? route = null, ApiService? api = null) =>
        CreateOuter(options, timeProvider, logger, route ?? new Route(), api).Prepend(new WriteGuard(logger));

    /// <summary>The handlers above those of an application, innermost first.</summary>
    public static IEnumerable<DelegatingHandler> CreateOuter(
        ModelRegistryClientOptions options, TimeProvider timeProvider, ILogger logger, Route route, ApiService? api = null)
    {
        api ??= ApiService.Registry;
        if (TokenSource.From(options) is { } tokens)
        {
            yield return new AuthenticationHandler(tokens, logger);
        }

        RetryPipeline? retries = options.Resilience.Enabled ? new RetryPipeline(options.Resilience, timeProvider, logger) : null;
        yield return new OperationHandler(
            ApiPath.Base(options.BaseAddress!, options.ApiVersion, api),
            new ApiSwitch(options, logger, api),
            options.Resilience,
            retries,
            timeProvider,
            route);
    }

    public static void Configure(HttpClient http, ModelRegistryClientOptions options, ApiService? api = null)
    {
        http.BaseAddress = ApiPath.Base(options.BaseAddress!, options.ApiVersion, api ?? ApiService.Registry);

        // Parsed headers would be copied piece by piece into every request.
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);

        // The timeout of HttpClient ends with the headers of a response; ours ends with its last byte.
        http.Timeout = Timeout.InfiniteTimeSpan;
    }
}
