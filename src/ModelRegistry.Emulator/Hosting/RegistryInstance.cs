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
        Database = options.Database;
        Faults = new FaultPlan(options.TimeProvider);
        Requests = new RequestLog(options.RequestLogCapacity);
        _journal = options.DataFile is { } path ? Journal.Open(path, Store) : null;
        var writer = new EntityWriter(Store, options.TimeProvider);
        var away = new EntityStore(TextRules.For(options.Database), isAway: true);
        Dispatcher = new RegistryDispatcher(
            new RegistryOperations(Store, writer, () => _journal?.Appended ?? Task.CompletedTask),
            new RegistryOperations(away, new EntityWriter(away, options.TimeProvider), () => Task.CompletedTask));
    }

    public EntityStore Store { get; }

    public RegistryDispatcher Dispatcher { get; }

    public FaultPlan Faults { get; }

    public RequestLog Requests { get; }

    public TimeProvider Clock { get; }

    public RegistryDatabase Database { get; }

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
    public Answer Invoke(string method, string pathAndQuery, ReadOnlyMemory<byte> body)
    {
        int question = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? pathAndQuery : pathAndQuery[..question];
        Answer answer = Dispatcher.Handle(method, path, new ApiRequest(question < 0 ? "" : pathAndQuery[(question + 1)..], body));
        _journal?.Flush();
        return answer;
    }

    public ValueTask DisposeAsync() => _journal?.DisposeAsync() ?? ValueTask.CompletedTask;
}
