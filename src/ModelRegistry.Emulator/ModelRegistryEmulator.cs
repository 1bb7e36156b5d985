using ModelRegistry.Emulator.Hosting;
using ModelRegistry.Emulator.Operations;

namespace ModelRegistry.Emulator;

/// <summary>
/// A Model Registry (REST v1alpha3 and v1) inside this process, for tests, samples and the first run. It responds as the real server does
/// on MariaDB or PostgreSQL, and is no production registry: there is no authentication, no encryption, and one process only. All members
/// are safe for threads.
/// </summary>
public sealed partial class ModelRegistryEmulator : IAsyncDisposable
{
    private LoopbackServer? _server;

    private ModelRegistryEmulator(RegistryInstance registry) => Registry = registry;

    /// <summary>
    /// The address that the registry listens on; ends in a slash. A web page of its own is below it at <c>_emulator/</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The registry does not listen: it was made by <see cref="Create"/>.</exception>
    public Uri BaseAddress => _server?.Address
        ?? throw new InvalidOperationException(
            "This registry does not listen by itself. Start one with StartAsync, or map it into an application with MapModelRegistry.");

    /// <summary>The faults to make on purpose.</summary>
    /// <value>Empty at first.</value>
    public FaultPlan Faults => Registry.Faults;

    /// <summary>
    /// The last requests that were responded to, oldest first; a copy. What the emulator's own paths and its refusals of foreign hosts and
    /// origins got is not among them.
    /// </summary>
    public IReadOnlyList<RecordedRequest> Requests => Registry.Requests.ToList();

    /// <summary>
    /// When <c>v1alpha3</c> will go. While it is set, every response of that version says so: <c>Deprecation: true</c>, <c>Sunset</c> with
    /// this date, and <c>Link</c> to <c>v1</c>. Readiness paths, <c>v1</c>, and what <see cref="Faults"/> respond with stay as they are.
    /// Applies from the next request on.
    /// </summary>
    /// <value>At first that of <see cref="ModelRegistryEmulatorOptions.AlphaSunset"/>; <see langword="null"/> to say nothing.</value>
    /// <exception cref="InvalidOperationException">It is set for a server that has no v1.</exception>
    public DateTimeOffset? AlphaSunset
    {
        get => Registry.Versions.AlphaSunset;
        set => Registry.Versions.AlphaSunset = value;
    }

    /// <summary>
    /// Whether <c>v1alpha3</c> has gone: each of its paths responds with 410 Gone and nothing is carried out. <c>v1</c> goes on, over the
    /// same content. Applies from the next request on, so that a test can let the version go between two requests.
    /// </summary>
    /// <value>At first that of <see cref="ModelRegistryEmulatorOptions.AlphaGone"/>.</value>
    /// <exception cref="InvalidOperationException">It is set for a server that has no v1.</exception>
    public bool AlphaGone
    {
        get => Registry.Versions.AlphaGone;
        set => Registry.Versions.AlphaGone = value;
    }

    internal RegistryInstance Registry { get; }

    /// <summary>Starts a registry on a loopback port.</summary>
    /// <param name="options">How it behaves; <see langword="null"/> for the defaults: empty, in memory, on a free port.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The running registry. Disposing it stops the server and closes the data file.</returns>
    /// <exception cref="ArgumentException">The options contradict each other, or one of them is out of its range.</exception>
    /// <exception cref="IOException">The port is taken, or the data file is in use or cannot be opened, or its disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The data file may not be read and written, or it is a directory.</exception>
    /// <exception cref="RegistryDataFileException">The data file is damaged, or it is another kind of file.</exception>
    public static async Task<ModelRegistryEmulator> StartAsync(
        ModelRegistryEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ModelRegistryEmulatorOptions();
        ModelRegistryEmulator emulator = Create(options);
        try
        {
            var handler = new RegistryRequestHandler(emulator.Registry, loopbackOnly: true);
            emulator._server = await LoopbackServer.StartAsync(handler, options.Port, cancellationToken).ConfigureAwait(false);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes a registry that does not listen, to be mapped into an ASP.NET Core application or used from code alone.</summary>
    /// <param name="options">How it behaves; <see langword="null"/> for the defaults. The port is ignored.</param>
    /// <returns>The registry. Disposing it closes the data file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <see cref="ModelRegistryEmulatorOptions.RequestLogCapacity"/> is negative, or there is no such
    /// <see cref="ModelRegistryEmulatorOptions.ServerVersion"/> or <see cref="ModelRegistryEmulatorOptions.Database"/>.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <see cref="ModelRegistryEmulatorOptions.AlphaSunset"/> or <see cref="ModelRegistryEmulatorOptions.AlphaGone"/> is set for a server
    /// that has no v1, or <see cref="ModelRegistryEmulatorOptions.LinguisticOrder"/> for MariaDB.
    /// </exception>
    /// <exception cref="IOException">The data file is in use or cannot be opened, or its disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The data file may not be read and written, or it is a directory.</exception>
    /// <exception cref="RegistryDataFileException">The data file is damaged, or it is another kind of file.</exception>
    public static ModelRegistryEmulator Create(ModelRegistryEmulatorOptions? options = null)
    {
        options ??= new ModelRegistryEmulatorOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.RequestLogCapacity, nameof(options));
        if (options.ServerVersion is < RegistryServerVersion.V02 or > RegistryServerVersion.Current)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.ServerVersion, "There is no such version of the server.");
        }

        if (options.Database is < RegistryDatabase.MariaDb or > RegistryDatabase.PostgreSql)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Database, "There is no such database.");
        }

        if (options is { LinguisticOrder: true, Database: not RegistryDatabase.PostgreSql })
        {
            throw new ArgumentException(
                "Only PostgreSQL can order texts as a language does: set Database too, or leave LinguisticOrder out.", nameof(options));
        }

        if (options.ServerVersion < RegistryServerVersion.Current && (options.AlphaGone || options.AlphaSunset is not null))
        {
            throw new ArgumentException(ServedVersions.AlphaNeedsSuccessor, nameof(options));
        }

        return new ModelRegistryEmulator(new RegistryInstance(options));
    }

    /// <summary>Empties the registry and its data file. Ids start over. Faults and remembered requests stay.</summary>
    /// <exception cref="IOException">The data file cannot be written; nothing has changed.</exception>
    /// <exception cref="ObjectDisposedException">The registry has a data file, and has been disposed.</exception>
    public void Reset() => Registry.Reset();

    /// <summary>Forgets the remembered requests.</summary>
    public void ClearRequests() => Registry.Requests.Clear();

    /// <summary>Stops the server and closes the data file. What can't be written any more was acknowledged to nobody.</summary>
    /// <returns>A task that completes when both are done.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync().ConfigureAwait(false);
        }

        await Registry.DisposeAsync().ConfigureAwait(false);
    }
}
