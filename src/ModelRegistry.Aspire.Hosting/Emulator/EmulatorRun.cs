using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelRegistry.Emulator;

namespace ModelRegistry.Aspire.Hosting.Emulator;

/// <summary>The life of an emulator, from the start of the app host until its end.</summary>
internal sealed class EmulatorRun(ModelRegistryEmulatorResource resource, IServiceProvider services) : IHealthCheck, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop =
        CancellationTokenSource.CreateLinkedTokenSource(services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);

    /// <summary>Held by who starts, seeds, empties or ends the emulator.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    private readonly ILogger _logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
    private readonly ResourceNotificationService _notifications = services.GetRequiredService<ResourceNotificationService>();
    private ModelRegistryEmulator? _emulator;
    private volatile string _condition = "The registry has not started yet.";
    private volatile bool _isReady;

    /// <summary>Starts the emulator and applies its seeds; what goes wrong is in the resource's log and state.</summary>
    public async Task StartAsync(InitializeResourceEvent initialize, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        await _turn.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            await _notifications.PublishUpdateAsync(
                resource, state => state with { State = KnownResourceStates.Starting }).ConfigureAwait(false);
            await initialize.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), either.Token).ConfigureAwait(false);
            await ListenAsync(initialize.Eventing, either.Token).ConfigureAwait(false);
            await SeedAsync(either.Token).ConfigureAwait(false);
            DateTime now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            await _notifications.PublishUpdateAsync(resource, state => state with
            {
                State = KnownResourceStates.Running,
                StartTimeStamp = now,
                Urls = [.. state.Urls.Select(url => url with { IsInactive = false })],
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The app host ends.
        }
        catch (Exception exception)
        {
            await FailAsync(exception).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Empties the registry and applies the seeds as they are now. While there is an error in them, nothing changes.</summary>
    public async Task<ExecuteCommandResult> ResetAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        await _turn.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            if (_emulator is not { } emulator)
            {
                return CommandResults.Failure("The registry does not run.");
            }

            Seeds? seeds = await Seeds.ReadAsync(resource.SeedPaths, either.Token).ConfigureAwait(false);
            (_isReady, _condition) = (false, "The registry is being emptied and seeded again.");
            emulator.Reset();
            await ApplyAsync(emulator, seeds, either.Token).ConfigureAwait(false);
            Log.Reset(_logger);
            return CommandResults.Success();
        }
        catch (SeedsFailedException exception)
        {
            Report(exception);
            _condition = exception.Message;
            return CommandResults.Failure(exception.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    Task<HealthCheckResult> IHealthCheck.CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(_isReady ? HealthCheckResult.Healthy(_condition) : HealthCheckResult.Unhealthy(_condition));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        _turn.Dispose();
        _stop.Dispose();
    }

    private async Task ListenAsync(IDistributedApplicationEventing eventing, CancellationToken cancellationToken)
    {
        EndpointAnnotation endpoint = resource.PrimaryEndpoint.EndpointAnnotation;
        _emulator = await ModelRegistryEmulator.StartAsync(
            resource.Options with { Port = endpoint.Port ?? 0 }, cancellationToken).ConfigureAwait(false);
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, _emulator.BaseAddress.Host, _emulator.BaseAddress.Port);
        Log.Listening(_logger, _emulator.BaseAddress);
        await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken).ConfigureAwait(false);
        await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken).ConfigureAwait(false);
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        _condition = "The registry is being seeded.";
        await ApplyAsync(_emulator!, await Seeds.ReadAsync(resource.SeedPaths, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task ApplyAsync(ModelRegistryEmulator emulator, Seeds? seeds, CancellationToken cancellationToken)
    {
        string outcome = seeds is null ? "no seeds" : await seeds.ApplyAsync(emulator.BaseAddress, cancellationToken).ConfigureAwait(false);
        Log.Ready(_logger, outcome);
        (_condition, _isReady) = ($"The registry is ready: {outcome}.", true);
    }

    private async Task FailAsync(Exception exception)
    {
        if (exception is SeedsFailedException failed)
        {
            Report(failed);
        }
        else
        {
            // A taken port or a data file that can't be opened is no mistake in the code.
            Log.Failed(
                _logger,
                exception.Message,
                exception is IOException or UnauthorizedAccessException or ArgumentException ? null : exception);
        }

        _condition = exception.Message;
        await CloseAsync().ConfigureAwait(false);
        await _notifications.PublishUpdateAsync(
            resource, state => state with { State = KnownResourceStates.FailedToStart }).ConfigureAwait(false);
    }

    private void Report(SeedsFailedException failed)
    {
        foreach (string error in failed.Errors)
        {
            Log.SeedError(_logger, error);
        }

        Log.SeedsFailed(_logger, failed.Message);
    }

    private async ValueTask CloseAsync()
    {
        _isReady = false;
        if (_emulator is { } emulator)
        {
            _emulator = null;
            await emulator.DisposeAsync().ConfigureAwait(false);
        }
    }
}
