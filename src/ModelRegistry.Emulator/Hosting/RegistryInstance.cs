using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Persistence;
using ModelRegistry.Emulator.Store;

namespace ModelRegistry.Emulator.Hosting;

/// <summary>A registry without a server in front: its content, its data file and the operations on it.</summary>
internal sealed class RegistryInstance : IAsyncDisposable
{
    private readonly Journal? _journal;
    private readonly RegistryServerVersion _server;

    public RegistryInstance(ModelRegistryEmulatorOptions options)
    {
        Store = new EntityStore(TextRules.For(options));
        Clock = options.TimeProvider;
        Database = options.Database;
        Faults = new FaultPlan(options.TimeProvider);
        Requests = new RequestLog(options.RequestLogCapacity);
        _server = options.ServerVersion;
        Versions = new ServedVersions(_server) { AlphaSunset = options.AlphaSunset, AlphaGone = options.AlphaGone };
        _journal = options.DataFile is { } path ? Journal.Open(path, Store, options.Compaction, options.Files) : null;
        Draft = _journal?.Draft ?? Store;
        var away = new EntityStore(TextRules.For(options), isAway: true);
        Dispatcher = new RegistryDispatcher(Operations(Store), Operations(Draft), Versions, Operations(away));
    }

    /// <summary>What everyone sees: with a data file, what is in it.</summary>
    public EntityStore Store { get; }

    /// <summary>What writes are made on: with a data file, ahead of it as long as they are on their way there.</summary>
    public EntityStore Draft { get; }

    public RegistryDispatcher Dispatcher { get; }

    public ServedVersions Versions { get; }

    public FaultPlan Faults { get; }

    public RequestLog Requests { get; }

    public TimeProvider Clock { get; }

    public RegistryDatabase Database { get; }

    /// <summary>Forgets everything, in the data file too.</summary>
    public void Reset()
    {
        if (_journal is { } journal)
        {
            Keep(journal.Reset());
            return;
        }

        lock (Store.Gate)
        {
            Store.Clear();
        }
    }

    /// <summary>Carries out a request from within the process; what it wrote is safe when this returns.</summary>
    /// <param name="method">The method.</param>
    /// <param name="pathAndQuery">The path with the query, either whole or behind the path of a version.</param>
    /// <param name="body">The body.</param>
    public Response Invoke(string method, string pathAndQuery, ReadOnlyMemory<byte> body)
    {
        pathAndQuery = pathAndQuery.StartsWith('/') ? pathAndQuery : Versions.BasePath + pathAndQuery;
        int question = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? pathAndQuery : pathAndQuery[..question];
        var request = new ApiRequest(question < 0 ? "" : pathAndQuery[(question + 1)..], body);
        Response response = Dispatcher.Handle(method, path, request);
        Keep(request.Durable);
        return response;
    }

    public ValueTask DisposeAsync() => _journal?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Keep(Task kept)
    {
        if (!kept.IsCompleted)
        {
            _journal!.Flush();
        }

        // It has completed: it was written just now, or by the one that had the disk before.
        kept.GetAwaiter().GetResult();
    }

    private RegistryOperations Operations(EntityStore store) =>
        new(store, new EntityWriter(store, Clock), () => _journal?.Kept ?? Task.CompletedTask, _server);
}
