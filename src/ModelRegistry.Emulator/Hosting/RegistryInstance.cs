using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Store;

namespace ModelRegistry.Emulator.Hosting;

/// <summary>A registry without a server in front: its content and the operations on it.</summary>
internal sealed class RegistryInstance
{
    public RegistryInstance(ModelRegistryEmulatorOptions options)
    {
        Store = new EntityStore(TextRules.For(options.Database));
        Writer = new EntityWriter(Store, options.TimeProvider);
        Dispatcher = new RegistryDispatcher(new RegistryOperations(Store, Writer, () => Task.CompletedTask));
    }

    public EntityStore Store { get; }

    public EntityWriter Writer { get; }

    public RegistryDispatcher Dispatcher { get; }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        lock (Store.Gate)
        {
            Store.Clear();
        }
    }
}
