using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Running;

/// <summary>Seeds a registry while an application starts, before any of its services does.</summary>
internal sealed partial class StartupSeeding(SeedRunner runner, SeedSource seed, bool startsAnyway, ILogger<SeedRunner> logger)
    : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            SeedResult result = await runner.RunAsync(seed, null, cancellationToken).ConfigureAwait(false);
            result.EnsureSucceeded();
            LogSeeded(logger, result);
        }
        catch (Exception exception)
            when (startsAnyway && exception is SeedInvalidException or SeedFailedException or ModelRegistryException)
        {
            LogFailed(logger, exception.Message);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "The model registry is seeded: {Outcome}")]
    private static partial void LogSeeded(ILogger logger, SeedResult outcome);

    [LoggerMessage(EventId = 201, Level = LogLevel.Error, Message = "The model registry is not seeded. {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
