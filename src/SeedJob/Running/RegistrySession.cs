using ModelRegistry.Client;
using SeedJob.Output;
#if EMBEDDED_REGISTRY
using ModelRegistry.Emulator;
#endif

namespace SeedJob.Running;

/// <summary>The registry that a command works on, for as long as the command runs.</summary>
internal sealed class RegistrySession : IAsyncDisposable
{
    private readonly IAsyncDisposable? _embedded;
    private readonly Lazy<ModelRegistryClient> _writer;

    private RegistrySession(
        Uri address,
        bool sendsToken,
        Func<Action<ModelRegistryResilienceOptions>, ModelRegistryClient> createClient,
        TimeSpan wait,
        IAsyncDisposable? embedded)
    {
        Address = address;
        SendsToken = sendsToken;
        _embedded = embedded;
        TimeSpan attempt =
            wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait < TimeSpan.FromSeconds(10) ? wait : TimeSpan.FromSeconds(10);
        Reader = createClient(resilience =>
        {
            // Those who wait for the registry want to hear of each failure at once.
            resilience.Enabled = false;
            resilience.TotalTimeout = attempt;
            resilience.AttemptTimeout = attempt;
        });
        _writer = new Lazy<ModelRegistryClient>(() => createClient(resilience =>
        {
            // A stumble is soon over, and a registry that goes away is waited for by all models together: a breaker would only fail them
            // unsent.
            resilience.RetryDelay = TimeSpan.FromMilliseconds(250);
            resilience.BreakerMinimumThroughput = int.MaxValue;
        }));
    }

    public Uri Address { get; }

    /// <summary>Gets a value indicating whether a token is sent: only then can a refusal be one that passes.</summary>
    public bool SendsToken { get; }

    /// <summary>Gets the client that reports each failure at once.</summary>
    public ModelRegistryClient Reader { get; }

    /// <summary>Gets the client that tries again by itself where that is safe.</summary>
    public ModelRegistryClient Writer => _writer.Value;

    public static async Task<RegistrySession> OpenAsync(
        RegistryTarget target,
        string? tokenFile,
        string? caFile,
        ModelRegistryApiVersion apiVersion,
        TimeSpan wait,
        JobLog log,
        CancellationToken cancellationToken)
    {
        IAsyncDisposable? embedded = null;
        Uri? address = target.Address;
        if (address is null)
        {
            (embedded, address) = await StartEmbeddedAsync(target.DataFile, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return new RegistrySession(
                address,
                tokenFile is not null,
                resilience => Create(address, tokenFile, caFile, apiVersion, log, resilience),
                wait,
                embedded);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            if (embedded is not null)
            {
                await embedded.DisposeAsync().ConfigureAwait(false);
            }

            throw new JobException(ExitCode.BadInput, exception.Message, exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        if (_writer.IsValueCreated)
        {
            _writer.Value.Dispose();
        }

        if (_embedded is not null)
        {
            await _embedded.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static ModelRegistryClient Create(
        Uri address,
        string? tokenFile,
        string? caFile,
        ModelRegistryApiVersion apiVersion,
        JobLog log,
        Action<ModelRegistryResilienceOptions> configure)
    {
        var options =
            new ModelRegistryClientOptions { BaseAddress = address, TokenFile = tokenFile, CaFile = caFile, ApiVersion = apiVersion };
        configure(options.Resilience);
        return ModelRegistryClient.Create(options, log);
    }

#if EMBEDDED_REGISTRY
    private static async Task<(IAsyncDisposable Embedded, Uri Address)> StartEmbeddedAsync(
        string? dataFile, CancellationToken cancellationToken)
    {
        try
        {
            ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
                new ModelRegistryEmulatorOptions { DataFile = dataFile }, cancellationToken).ConfigureAwait(false);
            return (emulator, emulator.BaseAddress);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobException(ExitCode.BadInput, $"The embedded registry can't be opened: {exception.Message}", exception);
        }
    }
#else
    private static Task<(IAsyncDisposable Embedded, Uri Address)> StartEmbeddedAsync(
        string? dataFile, CancellationToken cancellationToken) =>
        throw new JobException(
            ExitCode.BadInput,
            $"This build has no embedded registry{(dataFile is null ? "" : $" to keep in {dataFile}")}: name one by its address.");
#endif
}
