using ModelRegistry.Emulator.Hosting;

namespace ModelRegistry.Emulator;

/// <summary>
/// A Model Registry (REST v1alpha3) inside this process, for tests, samples and the first run. It answers as the real server on MariaDB does,
/// and is no production registry: there is no authentication and no more than one process.
/// </summary>
public sealed class ModelRegistryEmulator : IAsyncDisposable
{
    private readonly RegistryInstance _registry;
    private readonly RegistryServer _server;

    private ModelRegistryEmulator(RegistryInstance registry, RegistryServer server)
    {
        _registry = registry;
        _server = server;
    }

    /// <summary>The address that the registry listens on; ends in a slash.</summary>
    public Uri BaseAddress => _server.Address;

    /// <summary>Starts an empty registry on a loopback port.</summary>
    /// <param name="options">How it behaves; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The running registry. Disposing it stops the server.</returns>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ModelRegistryEmulator> StartAsync(ModelRegistryEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ModelRegistryEmulatorOptions();
        var registry = new RegistryInstance(options);
        RegistryServer server = await RegistryServer.StartAsync(registry, options, cancellationToken).ConfigureAwait(false);
        return new ModelRegistryEmulator(registry, server);
    }

    /// <summary>Empties the registry. Ids start over. Requests that are under way see either the old or the empty registry.</summary>
    public void Reset() => _registry.Reset();

    /// <summary>Stops the server.</summary>
    /// <returns>A task that completes when the server has stopped.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
