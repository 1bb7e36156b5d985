using Microsoft.Extensions.Logging;

namespace ModelRegistry.Client;

/// <summary>What the client logs: event ids 100 to 199.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 100,
        Level = LogLevel.Warning,
        Message = "{Method} {Path} failed ({Reason}); attempt {Attempt} follows in {Delay:0.###} s")]
    public static partial void Retrying(ILogger logger, string method, string? path, string reason, int attempt, double delay);

    [LoggerMessage(
        EventId = 101,
        Level = LogLevel.Error,
        Message = "Too many calls failed: the circuit breaker holds calls back for {Duration:0.###} s")]
    public static partial void BreakerOpened(ILogger logger, double duration);

    [LoggerMessage(
        EventId = 102, Level = LogLevel.Debug, Message = "The token was refused (401); it is read again and the request sent once more")]
    public static partial void TokenRefused(ILogger logger);

    [LoggerMessage(
        EventId = 103,
        Level = LogLevel.Warning,
        Message = "A handler of the application sent {Operation} again, which was refused: it could be carried out twice")]
    public static partial void RepeatedWriteRefused(ILogger logger, string operation);

    [LoggerMessage(
        EventId = 104,
        Level = LogLevel.Warning,
        Message = "The {Server} announces the end of API {Version} (Sunset: {Sunset}; successor: {Successor}). {Advice}")]
    public static partial void ApiDeprecated(ILogger logger, string server, string version, string sunset, string successor, string advice);

    [LoggerMessage(
        EventId = 105,
        Level = LogLevel.Information,
        Message = "The {Server} no longer serves API {Version} (410 Gone): the client goes on with v1")]
    public static partial void MovedToV1(ILogger logger, string server, string version);

    [LoggerMessage(EventId = 106, Level = LogLevel.Debug, Message = "Sending {Method} {Path}")]
    public static partial void Sending(ILogger logger, HttpMethod method, string? path);
}
