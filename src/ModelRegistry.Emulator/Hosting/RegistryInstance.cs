using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Persistence;
using ModelRegistry.Emulator.Store;

namespace ModelRegistry.Emulator.Hosting;

/// <summary>A registry without a server in front: its content, its data file and the operations on it.</summary>
internal sealed class RegistryInstance : IAsyncDisposable
{
    private readonly Journal? _journal;

    public RegistryInstance(ModelRegistryEmulatorOptions options)
    {
        Store = new EntityStore(TextRules.For(options.Database));
        Clock = options.TimeProvider;
        Requests = new RequestLog(options.RequestLogCapacity);
        _journal = options.DataFile is { } path ? Journal.Open(path, Store) : null;
        Versions = new ServedVersions(options.ServerVersion) { AlphaSunset = options.AlphaSunset, AlphaGone = options.AlphaGone };
        var writer = new EntityWriter(Store, options.TimeProvider);
        var operations = new RegistryOperations(Store, writer, () => _journal?.Appended ?? Task.CompletedTask, options.ServerVersion);
        Dispatcher = new RegistryDispatcher(operations, Versions);
    }

    public EntityStore Store { get; }

    public RegistryDispatcher Dispatcher { get; }

    public ServedVersions Versions { get; }

    public FaultPlan Faults { get; } = new();

    public RequestLog Requests { get; }

    public TimeProvider Clock { get; }

    /// <summary>Forgets everything, in the data file too.</summary>
    public void Reset()
    {
        lock (Store.Gate)
        {
            Store.Clear();
            _journal?.AppendReset();
        }

        _journal?.Flush();
    }

    /// <summary>Carries out a request from within the process; what it wrote is safe when this returns.</summary>
    /// <param name="method">The method.</param>
    /// <param name="pathAndQuery">The path with the query, either whole or behind the path of a version.</param>
    /// <param name="body">The body.</param>
    public Answer Invoke(string method, string pathAndQuery, ReadOnlyMemory<byte> body)
    {
        pathAndQuery = pathAndQuery.StartsWith('/') ? pathAndQuery : Versions.BasePath + pathAndQuery;
        int question = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? pathAndQuery : pathAndQuery[..question];
        Answer answer = Dispatcher.Handle(method, path, new ApiRequest(question < 0 ? "" : pathAndQuery[(question + 1)..], body));
        _journal?.Flush();
        return answer;
    }

    public ValueTask DisposeAsync() => _journal?.DisposeAsync() ?? ValueTask.CompletedTask;
}
