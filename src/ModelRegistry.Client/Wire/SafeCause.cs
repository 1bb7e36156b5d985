using Polly.CircuitBreaker;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// Causes are logged with the exceptions that name them. Some of the runtime's repeat an address, with a proxy's user and password in it,
/// or what the other side wrote, which may be what it was sent: those are replaced.
/// </summary>
internal static class SafeCause
{
    private const string LeftOut =
        "What the runtime says is left out: it may repeat an address with a password, or what the other side wrote.";

    public static Exception Of(Exception cause) => !IsTelltale(cause) ? cause : cause switch
    {
        HttpRequestException { HttpRequestError: var error, StatusCode: var status } =>
            new HttpRequestException(error, LeftOut, null, status),
        BrokenCircuitException { RetryAfter: { } wait } => new BrokenCircuitException(cause.Message, wait),
        HttpIOException { HttpRequestError: var error } => new HttpIOException(error, LeftOut),
        IOException => new IOException(LeftOut),
        _ => new InvalidOperationException(LeftOut),
    };

    public static bool IsTelltale(Exception? cause) => cause is not null
        && (cause is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ProxyTunnelError }
            || cause is HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            || cause.Message.Contains("://", StringComparison.Ordinal)
            || IsTelltale(cause.InnerException));
}
