using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests;

/// <summary>Tests that have an empty registry each, and a client of it.</summary>
public abstract class RegistryTests : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected ModelRegistryEmulator Emulator { get; private set; } = null!;

    protected ModelRegistryClient Registry { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Emulator = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);
        Registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = Emulator.BaseAddress });
    }

    public virtual async ValueTask DisposeAsync()
    {
        Registry.Dispose();
        await Emulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
