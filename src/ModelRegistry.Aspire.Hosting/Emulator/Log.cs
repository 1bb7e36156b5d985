using Microsoft.Extensions.Logging;

namespace ModelRegistry.Aspire.Hosting.Emulator;

/// <summary>What an emulator says in its resource's log: event ids 300 to 399.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "The registry listens on {Address}")]
    public static partial void Listening(ILogger logger, Uri address);

    [LoggerMessage(EventId = 301, Level = LogLevel.Information, Message = "The registry is ready: {Outcome}")]
    public static partial void Ready(ILogger logger, string outcome);

    [LoggerMessage(EventId = 302, Level = LogLevel.Error, Message = "{Error}")]
    public static partial void SeedError(ILogger logger, string error);

    [LoggerMessage(EventId = 303, Level = LogLevel.Error, Message = "{Reason}")]
    public static partial void SeedsFailed(ILogger logger, string reason);

    [LoggerMessage(EventId = 304, Level = LogLevel.Error, Message = "The registry failed to start: {Reason}")]
    public static partial void Failed(ILogger logger, string reason, Exception? exception);

    [LoggerMessage(EventId = 305, Level = LogLevel.Information, Message = "The registry was emptied and its seeds were applied again")]
    public static partial void Reset(ILogger logger);
}
