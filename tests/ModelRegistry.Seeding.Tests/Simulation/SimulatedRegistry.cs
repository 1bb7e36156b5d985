using Microsoft.Extensions.Logging.Abstractions;
using ModelRegistry.Client;
using ModelRegistry.Client.Wire;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests.Simulation;

/// <summary>An emulator with two clients: one whose wire goes wrong, and one whose wire does not.</summary>
internal sealed class SimulatedRegistry : IAsyncDisposable
{
    private readonly ModelRegistryClientOptions _options;

    private SimulatedRegistry(ModelRegistryEmulator emulator)
    {
        Emulator = emulator;
        // Faults are for the layers above: each is seen at once, and nobody waits.
        var options = new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress };
        options.Resilience.Enabled = false;
        Wire = new FaultyWire(HttpHandlers.CreatePrimary(options), emulator);
        _options = options;
        Seeder = CreateClient(Wire);
        Other = CreateClient(HttpHandlers.CreatePrimary(options));
    }

    public ModelRegistryEmulator Emulator { get; }

    public FaultyWire Wire { get; }

    public ModelRegistryClient Seeder { get; }

    public ModelRegistryClient Other { get; }

    public static async Task<SimulatedRegistry> StartAsync(
        CancellationToken cancellationToken, RegistryDatabase database = RegistryDatabase.MariaDb) =>
        new(await ModelRegistryEmulator.StartAsync(new ModelRegistryEmulatorOptions { Database = database }, cancellationToken));

    public void Reset()
    {
        Emulator.Reset();
        Emulator.Faults.Clear();
        Wire.Reset();
    }

    /// <summary>Plans and applies, one request at a time, so that the same chance leads to the same run.</summary>
    public static async Task<SeedResult> ApplyAsync(
        ModelRegistryClient client,
        IReadOnlyList<RegisteredModelSpec> models,
        CancellationToken cancellationToken,
        Action<EntityResult>? tell = null,
        SeedRunnerOptions? options = null,
        bool waits = false)
    {
        SeedPlan plan = await new SeedPlanner(client).PlanAsync(
            models, (options ?? new SeedRunnerOptions()) with { Concurrency = 1, AllowUriChange = true, PruneLimit = PruneLimit.None },
            cancellationToken);
        var applying = new SeedRunnerOptions { Concurrency = 1, WaitForRegistry = waits ? (_, _) => Task.FromResult(true) : null };
        return await new SeedRunner(client, applying).ApplyAsync(plan, tell is null ? null : new EntityProgress(tell), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Seeder.Dispose();
        Other.Dispose();
        await Emulator.DisposeAsync();
    }

    /// <summary>Makes a client of this registry whose requests pass a wire of its own.</summary>
    public ModelRegistryClient CreateClient(Func<HttpMessageHandler, HttpMessageHandler> wire) =>
        CreateClient(wire(HttpHandlers.CreatePrimary(_options)));

    private ModelRegistryClient CreateClient(HttpMessageHandler handler)
    {
        foreach (DelegatingHandler outer in HttpHandlers.CreateInner(_options, TimeProvider.System, NullLogger.Instance))
        {
            outer.InnerHandler = handler;
            handler = outer;
        }

        var http = new HttpClient(handler);
        HttpHandlers.Configure(http, _options);
        return new ModelRegistryClient(http, _options);
    }
}
