using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelRegistry.Aspire.Hosting.Tests.Support;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Aspire.Hosting.Tests;

/// <summary>App hosts that really run, with the orchestrator and all.</summary>
[Trait("Category", "Slow")]
public sealed class EmulatorTests
{
    private static readonly string Seeds = Path.Combine(AppContext.BaseDirectory, "Seeds");
    private static readonly string BadSeeds = Path.Combine(AppContext.BaseDirectory, "BadSeeds");

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_registry_is_healthy_when_it_is_seeded()
    {
        await using RunningApp app = await RunningApp.StartAsync(builder => builder.AddModelRegistryEmulator("registry").WithSeeds(Seeds));
        Uri address = await app.HealthyAsync("registry");
        Assert.Equal(["granite"], await ModelsAsync(address));
        Assert.Equal($"Endpoint={address.GetLeftPart(UriPartial.Authority)}", await app.ConnectionStringAsync("registry"));

        Assert.True(app.Notifications.TryGetCurrentState("registry", out ResourceEvent? current));
        Assert.Equal((KnownResourceStates.Running, HealthStatus.Healthy), (current.Snapshot.State?.Text, current.Snapshot.HealthStatus));
        UrlSnapshot page = Assert.Single(current.Snapshot.Urls);
        Assert.Equal(("Models", new Uri(address, "/_emulator/").ToString()), (page.DisplayProperties.DisplayName, page.Url));
        using var http = new HttpClient();
        Assert.Contains("<title>", await http.GetStringAsync(page.Url, CancellationToken), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_refers_to_a_registry_starts_after_the_seeds_and_knows_its_address()
    {
        await using RunningApp app = await RunningApp.StartAsync(builder =>
        {
            IResourceBuilder<ModelRegistryEmulatorResource> registry = builder.AddModelRegistryEmulator("registry").WithSeeds(Seeds);
            builder.AddExecutable("service", "sh", ".", "-c", "env; echo that was $((1 + 1))")
                .WithReference(registry).WithReference(registry.GetEndpoint("http")).WaitFor(registry);
        });
        Uri address = await app.HealthyAsync("registry");
        string authority = address.GetLeftPart(UriPartial.Authority);
        await app.StateAsync("service", KnownResourceStates.Finished);
        IReadOnlyList<string> environment = await app.LogUntilAsync("service", "that was 2");
        string all = string.Join('\n', environment);
        Assert.Contains($"ConnectionStrings__registry=Endpoint={authority}", all, StringComparison.Ordinal);
        Assert.Contains($"services__registry__http__0={authority}", all, StringComparison.Ordinal);
        Assert.Contains($"REGISTRY_URI={authority}", all, StringComparison.Ordinal);
        Assert.Contains($"REGISTRY_HOST={address.Host}", all, StringComparison.Ordinal);
        Assert.Contains($"REGISTRY_PORT={address.Port}", all, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Errors_in_seeds_are_in_the_log_and_nothing_starts()
    {
        await using RunningApp app = await RunningApp.StartAsync(builder =>
        {
            IResourceBuilder<ModelRegistryEmulatorResource> registry = builder.AddModelRegistryEmulator("registry")
                .WithSeeds(Seeds, BadSeeds);
            builder.AddExecutable("service", "env", ".").WithReference(registry).WaitFor(registry);
        });
        await app.StateAsync("registry", KnownResourceStates.FailedToStart);
        IReadOnlyList<string> log = await app.LogUntilAsync("registry", "Nothing was written to the registry");
        string file = Path.Combine(BadSeeds, "bad.yaml");
        Assert.Contains(
            log,
            line => line.Contains($"{file}:4:5: SEED", StringComparison.Ordinal) && line.Contains("'license'", StringComparison.Ordinal));
        Assert.Contains(log, line => line.Contains($"{file}:5:", StringComparison.Ordinal));
        Assert.Contains(log, line => line.Contains($"{file}:7:13: SEED", StringComparison.Ordinal));
        await app.StateAsync("service", KnownResourceStates.FailedToStart);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_missing_seed_file_is_named()
    {
        await using RunningApp app = await RunningApp.StartAsync(
            builder => builder.AddModelRegistryEmulator("registry").WithSeeds("no-such-seeds"));
        await app.StateAsync("registry", KnownResourceStates.FailedToStart);
        Assert.Contains(
            await app.LogUntilAsync("registry", "Nothing was written"), line => line.Contains("no-such-seeds", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_command_reset_empties_and_seeds_again()
    {
        string folder = Directory.CreateTempSubdirectory("aspire").FullName;
        string seed = Path.Combine(folder, "seed.yaml");
        File.Copy(Path.Combine(Seeds, "granite.yaml"), seed);
        await using RunningApp app = await RunningApp.StartAsync(builder => builder.AddModelRegistryEmulator("registry").WithSeeds(folder));
        Uri address = await app.HealthyAsync("registry");
        await AddAsync(address, "written");
        Assert.Equal(["granite", "written"], await ModelsAsync(address));

        ExecuteCommandResult reset = await app.Commands.ExecuteCommandAsync("registry", "reset", CancellationToken);
        Assert.True(reset.Success, reset.Message);
        Assert.Equal(["granite"], await ModelsAsync(address));

        await AddAsync(address, "written");
        await File.AppendAllTextAsync(seed, "\nmodells: []\n", CancellationToken);
        ExecuteCommandResult refused = await app.Commands.ExecuteCommandAsync("registry", "reset", CancellationToken);
        Assert.False(refused.Success);
        Assert.Equal(["granite", "written"], await ModelsAsync(address));
        Assert.Contains(
            await app.LogUntilAsync("registry", "Nothing was written"), line => line.Contains("'modells'", StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_data_file_outlives_the_app_host_which_closes_the_registry_at_its_end()
    {
        string folder = Directory.CreateTempSubdirectory("aspire").FullName;
        string file = Path.Combine(folder, "registry.json");
        Uri address;
        await using (RunningApp app = await RunningApp.StartAsync(
            builder => builder.AddModelRegistryEmulator("registry").WithDataFile(file)))
        {
            address = await app.HealthyAsync("registry");
            await AddAsync(address, "kept");
        }

        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => ModelsAsync(address));
        await using (RunningApp app = await RunningApp.StartAsync(
            builder => builder.AddModelRegistryEmulator("registry").WithDataFile(file).WithSeeds(Seeds)))
        {
            Assert.Equal(["kept", "granite"], await ModelsAsync(await app.HealthyAsync("registry")));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_registry_that_can_not_start_says_why()
    {
        string folder = Directory.CreateTempSubdirectory("aspire").FullName;
        string file = Path.Combine(folder, "registry.json");
        await File.WriteAllTextAsync(file, "no registry", CancellationToken);
        await using ModelRegistryEmulator other = await ModelRegistryEmulator.StartAsync(cancellationToken: CancellationToken);
        await using RunningApp app = await RunningApp.StartAsync(builder =>
        {
            builder.AddModelRegistryEmulator("port", other.BaseAddress.Port);
            builder.AddModelRegistryEmulator("file").WithDataFile(file);
        });
        await app.StateAsync("port", KnownResourceStates.FailedToStart);
        await app.StateAsync("file", KnownResourceStates.FailedToStart);
        Assert.Contains(
            "address already in use", (await app.LogUntilAsync("port", "The registry failed to start: "))[^1], StringComparison.Ordinal);
        Assert.Contains(file, (await app.LogUntilAsync("file", "The registry failed to start: "))[^1], StringComparison.Ordinal);
        Assert.Equal("no registry", await File.ReadAllTextAsync(file, CancellationToken));
        Directory.Delete(folder, recursive: true);
    }

    [Fact(Timeout = 120_000)]
    public async Task Options_and_port_are_those_that_were_given()
    {
        int port = await FreePortAsync();
        await using RunningApp app = await RunningApp.StartAsync(builder => builder.AddModelRegistryEmulator("registry", port)
            .WithOptions(options => options with { AlphaGone = true, Port = 1 }));
        Uri address = await app.HealthyAsync("registry");
        Assert.Equal(port, address.Port);
        using var http = new HttpClient();
        using HttpResponseMessage gone = await http.GetAsync(
            new Uri(address, "/api/model_registry/v1alpha3/registered_models"), CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Gone, gone.StatusCode);
    }

    private static async Task<int> FreePortAsync()
    {
        await using ModelRegistryEmulator brief = await ModelRegistryEmulator.StartAsync(cancellationToken: CancellationToken);
        return brief.BaseAddress.Port;
    }

    private static async Task<IReadOnlyList<string>> ModelsAsync(Uri address)
    {
        using ModelRegistryClient registry = Client(address);
        List<string> names = [];
        await foreach (RegisteredModel model in registry.RegisteredModels.ListAsync(cancellationToken: CancellationToken))
        {
            names.Add(model.Name);
        }

        return names;
    }

    private static async Task AddAsync(Uri address, string name)
    {
        using ModelRegistryClient registry = Client(address);
        await registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = name }, CancellationToken);
    }

    private static ModelRegistryClient Client(Uri address)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = address };
        options.Resilience.MaxRetries = 0;
        return ModelRegistryClient.Create(options);
    }
}
