using ModelRegistry.Emulator.Catalog;
using ModelRegistry.Emulator.Hosting;

namespace ModelRegistry.Emulator;

/// <summary>
/// A model catalog (REST v1alpha1 and v1) inside this process, for tests, samples and the first run. It reads the catalog's own files and
/// responds as the real service on PostgreSQL does. It stands beside a registry, on a port of its own, as the real one does. All members
/// are safe for threads.
/// </summary>
/// <remarks>
/// Not served: MCP servers, agents and skills (their lists are empty or absent), and sources of type <c>hf</c> (their status is
/// <c>error</c>). <c>servingConfig</c> and <c>validatedTasks</c> are read and returned, which the service does since 2026-05.
/// </remarks>
public sealed class ModelCatalogEmulator : IAsyncDisposable
{
    private readonly CatalogLoader _loader;
    private readonly string _sources;
    private readonly RequestLog _requests;
    private readonly Lock _loading = new();
    private volatile CatalogContent _content;
    private LoopbackServer? _server;

    private ModelCatalogEmulator(ModelCatalogEmulatorOptions options)
    {
        _sources = Path.GetFullPath(options.Sources);
        _loader = new CatalogLoader(_sources, options.PerformanceMetrics, options.TimeProvider);
        _requests = new RequestLog(options.RequestLogCapacity);
        Faults = new FaultPlan(options.TimeProvider);
        _content = Load();
    }

    /// <summary>The address that the catalog listens on; ends in a slash. A web page of its own is below it at <c>_emulator/</c>.</summary>
    public Uri BaseAddress => _server!.Address;

    /// <summary>The faults to make on purpose. Outages of the database are the registry's: here they do nothing.</summary>
    /// <value>Empty at first.</value>
    public FaultPlan Faults { get; }

    /// <summary>
    /// The last requests that were responded to, oldest first; a copy. What the emulator's own paths and its refusals of foreign hosts and
    /// origins got is not among them.
    /// </summary>
    public IReadOnlyList<RecordedRequest> Requests => _requests.ToList();

    /// <summary>Starts a catalog on a loopback port.</summary>
    /// <param name="options">Which catalog, and where.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The running catalog. Disposing it stops the server.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><see cref="ModelCatalogEmulatorOptions.Sources"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ModelCatalogEmulatorOptions.RequestLogCapacity"/> is negative.</exception>
    /// <exception cref="CatalogSourcesException">The source file cannot be read, or the service would not start with it.</exception>
    /// <exception cref="DirectoryNotFoundException">
    /// There is no folder <see cref="ModelCatalogEmulatorOptions.PerformanceMetrics"/>. What is wrong within it is left out, as the service
    /// leaves it out.
    /// </exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ModelCatalogEmulator> StartAsync(
        ModelCatalogEmulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Sources, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.RequestLogCapacity, nameof(options));
        if (options.PerformanceMetrics is { } metrics && !Directory.Exists(metrics))
        {
            throw new DirectoryNotFoundException($"There is no folder {Path.GetFullPath(metrics)} with measurements.");
        }

        var emulator = new ModelCatalogEmulator(options);
        var dispatcher = new CatalogDispatcher(() => emulator._content, Path.GetDirectoryName(emulator._sources)!);
        var handler = new CatalogRequestHandler(dispatcher, emulator.Faults, emulator._requests, options.TimeProvider);
        emulator._server = await LoopbackServer.StartAsync(handler, options.Port, cancellationToken).ConfigureAwait(false);
        return emulator;
    }

    /// <summary>
    /// Reads the files again. The real service does so by itself when they change. Ids change, and so do the times that the files do not
    /// give.
    /// </summary>
    /// <exception cref="CatalogSourcesException">
    /// The source file cannot be read, or the service would not start with it. What was served before is served on.
    /// </exception>
    /// <exception cref="DirectoryNotFoundException">The folder with measurements is not there any more.</exception>
    public void Reload()
    {
        lock (_loading)
        {
            _content = Load();
        }
    }

    /// <summary>Forgets the remembered requests.</summary>
    public void ClearRequests() => _requests.Clear();

    /// <summary>Stops the server.</summary>
    /// <returns>A task that completes when it has stopped.</returns>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private CatalogContent Load()
    {
        try
        {
            return _loader.Load();
        }
        catch (CatalogFileException fault)
        {
            throw new CatalogSourcesException($"The catalog's source file {_sources} can't be used: {fault.Message}", fault);
        }
    }
}
