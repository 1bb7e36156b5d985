using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Client.Wire;
using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Registration;

/// <summary>An emulator, and a client whose requests are noted.</summary>
/// <param name="database">The database that the emulator stands for.</param>
public sealed class RegistrationFixture(RegistryDatabase database = RegistryDatabase.MariaDb) : IAsyncLifetime
{
    private ModelRegistryEmulator _emulator = null!;

    internal RecordingHandler Wire { get; private set; } = null!;

    internal ModelRegistryClient Registry { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { Database = database }, TestContext.Current.CancellationToken);
        var options = new ModelRegistryClientOptions { BaseAddress = _emulator.BaseAddress };
        Wire = new RecordingHandler(HttpHandlers.CreatePrimary(options));
        Registry = TestClient.Over(Wire, client =>
        {
            client.BaseAddress = _emulator.BaseAddress;
            client.Resilience.Enabled = false;
        });
    }

    public async ValueTask DisposeAsync()
    {
        Registry.Dispose();
        await _emulator.DisposeAsync();
    }
}
