using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Emulator;

[assembly: AssemblyFixture(typeof(EmulatedRegistry))]

namespace ModelRegistry.Client.Tests.Support;

/// <summary>
/// A registry in this process, over real HTTP, for all tests together: each looks at what it made itself, or starts its own.
/// </summary>
public sealed class EmulatedRegistry : IAsyncLifetime
{
    private ModelRegistryEmulator? _emulator;
    private ModelRegistryClient? _client;
    private int _names;

    public Uri BaseAddress => _emulator!.BaseAddress;

    public ModelRegistryClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ModelRegistryEmulator.StartAsync();
        _client = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = BaseAddress });
    }

    /// <summary>A name that no other test has.</summary>
    public string Unique(string name) => $"{name}-{Interlocked.Increment(ref _names)}";

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }
}
