using System.Globalization;
using Microsoft.Extensions.Logging;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>What the job does, told on standard error. Also where the client's own log goes.</summary>
internal sealed class JobLog(Terminal terminal, LogFormat format, TimeProvider time) : ILogger, ILoggerFactory
{
    /// <summary>The client's event that it has moved over to API v1.</summary>
    private const int MovedToV1 = 105;

    /// <summary>The client's event that a request is sent.</summary>
    private const int Sending = 106;

    private ApiAnnouncement? _announcement;
    private int _requests;
    private int _isMoved;

    /// <summary>Gets what the registry has announced about the version of its API; <see langword="null"/> while it has not.</summary>
    public ApiAnnouncement? Announcement => Volatile.Read(ref _announcement);

    /// <summary>Gets how many requests have been sent so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public void Information(string message) => Write(LogLevel.Information, message);

    public void Warning(string message) => Write(LogLevel.Warning, message);

    public void Error(string message) => Write(LogLevel.Error, message);

    /// <summary>Tells of a mistake in the job itself, with the lines that say where it is.</summary>
    public void Mistake(string message) => Write(LogLevel.Error, message, Printable.Lines);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The job's log has one place to go to.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    // Requests are counted, and nothing else of that level is shown.
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == Sending)
        {
            Interlocked.Increment(ref _requests);
        }
        else if (logLevel >= LogLevel.Information && IsNews(eventId, state, formatter, exception))
        {
            Write(logLevel, formatter(state, exception));
        }
    }

    public void Dispose()
    {
    }

    // A command has two clients, each of which notices these by itself.
    private bool IsNews<TState>(EventId eventId, TState state, Func<TState, Exception?, string> formatter, Exception? exception) =>
        eventId.Id switch
        {
            ApiAnnouncement.EventId => Interlocked.CompareExchange(
                ref _announcement,
                new ApiAnnouncement(formatter(state, exception), state as IReadOnlyList<KeyValuePair<string, object?>> ?? []),
                null) is null,
            MovedToV1 => Interlocked.Exchange(ref _isMoved, 1) == 0,
            _ => true,
        };

    private void Write(LogLevel level, string message) => Write(level, message, Printable.OneLine);

    private void Write(LogLevel level, string message, Func<string, string> escape)
    {
        message = AddressSecrets.Hide(message);
        string name = level switch
        {
            LogLevel.Warning => "warning",
            LogLevel.Error or LogLevel.Critical => "error",
            _ => "info",
        };
        if (format == LogFormat.Json)
        {
            terminal.WriteJsonError(json =>
            {
                json.WriteStartObject();
                json.WriteTime("time", time.GetUtcNow());
                json.WriteString("level", name);
                json.WriteString("message", message);
                json.WriteEndObject();
            });
            return;
        }

        // Secrets are hidden before anything is escaped, since escaping could change what they look like.
        string line = escape(terminal.Masked(message));
        string at = format == LogFormat.Timed ? time.GetUtcNow()
            .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture) : "";
        terminal.WriteError(level >= LogLevel.Warning ? $"{at}{name}: {line}" : $"{at}{line}");
    }
}
