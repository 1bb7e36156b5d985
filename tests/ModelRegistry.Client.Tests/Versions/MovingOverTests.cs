using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Versions;

/// <summary>The day on which v1alpha3 goes, and nobody is caught by it.</summary>
public sealed class MovingOverTests : IAsyncLifetime
{
    private ModelRegistryEmulator _emulator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<string> Requests => _emulator.Requests.Select(request => $"{request.Method} {request.Path} {request.Status}");

    public async ValueTask InitializeAsync() => _emulator = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Reads_and_writes_are_sent_again_on_v1_which_is_remembered()
    {
        using ModelRegistryClient registry = Connect();
        RegisteredModel model = await registry.RegisteredModels.CreateAsync(new() { Name = "granite" }, Cancellation);
        _emulator.AlphaGone = true;
        await registry.RegisteredModels.UpdateAsync(model.Id, new() { Description = "a/b?c" }, Cancellation);
        await registry.RegisteredModels.GetAsync(model.Id, Cancellation);
        Assert.Equal("a/b?c", (await registry.RegisteredModels.GetByNameAsync("granite", Cancellation)).Description);
        Assert.Equal(
        [
            "POST /api/model_registry/v1alpha3/registered_models 201",
            $"PATCH /api/model_registry/v1alpha3/registered_models/{model.Id} 410",
            $"PATCH /api/model_registry/v1/registered_models/{model.Id} 200",
            $"GET /api/model_registry/v1/registered_models/{model.Id} 200",
            "GET /api/model_registry/v1/registered_model 200",
        ],
            Requests);
    }

    [Fact]
    public async Task Each_client_finds_out_for_itself()
    {
        using ModelRegistryClient one = Connect();
        using ModelRegistryClient other = Connect();
        _emulator.AlphaGone = true;
        await one.RegisteredModels.CreateAsync(new() { Name = "one" }, Cancellation);
        await other.RegisteredModels.CreateAsync(new() { Name = "other" }, Cancellation);
        Assert.Equal(["410", "201", "410", "201"], Requests.Select(request => request[^3..]));
    }

    [Fact]
    public async Task Requests_that_are_under_way_together_all_move_over()
    {
        var log = new ListeningLogger();
        using ModelRegistryClient registry = Connect(log: log);
        _emulator.AlphaGone = true;
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            registry.RegisteredModels.CreateAsync(new() { Name = $"model-{number}" }, Cancellation)));
        Assert.Equal(40, await registry.RegisteredModels.ListAsync(cancellationToken: Cancellation).CountAsync(Cancellation));
        Assert.Equal(40, Requests.Count(request => request == "POST /api/model_registry/v1/registered_models 201"));
        Assert.Single(log.Entries, entry => entry.Id == 105);
    }

    [Fact]
    public async Task A_list_that_began_on_v1alpha3_ends_on_v1()
    {
        using ModelRegistryClient registry = Connect();
        foreach (int number in Enumerable.Range(0, 6))
        {
            _emulator.AddRegisteredModel($"model-{number}");
        }

        var names = new List<string>();
        await foreach (RegisteredModel model in registry.RegisteredModels.ListAsync(new() { PageSize = 2 }, Cancellation))
        {
            names.Add(model.Name);
            _emulator.AlphaGone = true;
        }

        Assert.Equal(["model-0", "model-1", "model-2", "model-3", "model-4", "model-5"], names);
    }

    [Fact]
    public async Task With_v1alpha3_alone_410_is_an_error_that_says_what_to_set()
    {
        using ModelRegistryClient registry = Connect(ModelRegistryApiVersion.V1Alpha3);
        _emulator.AlphaGone = true;
        ModelRegistryException failure = await Assert.ThrowsAsync<ModelRegistryException>(
            () => registry.RegisteredModels.CreateAsync(new() { Name = "granite" }, Cancellation));
        Assert.Equal((HttpStatusCode.Gone, false, false), (failure.StatusCode, failure.IsTransient, failure.IsOutcomeUnknown));
        Assert.Contains("set the API version to Auto or V1", failure.Message, StringComparison.Ordinal);
        Assert.Single(Requests);
    }

    [Theory]
    [InlineData(ModelRegistryApiVersion.V1, "http://registry.test")]
    [InlineData(ModelRegistryApiVersion.Auto, "http://registry.test/api/model_registry/v1/")]
    public async Task A_410_on_v1_is_an_error(ModelRegistryApiVersion version, string address)
    {
        ScriptedHandler network = ScriptedHandler.Responding(() => ScriptedHandler.Error(HttpStatusCode.Gone, "gone"));
        using ModelRegistryClient registry = TestClient.Over(
            network, options => (options.BaseAddress, options.ApiVersion) = (new(address), version));
        ModelRegistryException failure = await Assert.ThrowsAsync<ModelRegistryException>(
            () => registry.RegisteredModels.CreateAsync(new() { Name = "granite" }, Cancellation));
        Assert.Equal((HttpStatusCode.Gone, false, "gone"), (failure.StatusCode, failure.IsTransient, failure.ServerMessage));
        Assert.Contains("no longer serves API v1:", failure.Message, StringComparison.Ordinal);
        Assert.Single(network.Sent);
    }

    [Fact]
    public async Task A_write_is_recognised_on_v1_too_when_a_handler_rebuilds_and_repeats_it()
    {
        using ServiceProvider services = Services(new() { ["BaseAddress"] = _emulator.BaseAddress.ToString() });
        IRegisteredModels models = services.GetRequiredService<IRegisteredModels>();
        _emulator.AlphaGone = true;
        await models.CreateAsync(new() { Name = "granite" }, Cancellation);

        // What got 410 may be repeated; what was carried out may not.
        Assert.Equal(
        [
            "POST /api/model_registry/v1alpha3/registered_models 410",
            "POST /api/model_registry/v1alpha3/registered_models 410",
            "POST /api/model_registry/v1/registered_models 201",
        ],
            Requests);
    }

    [Fact]
    public async Task The_configuration_names_the_version()
    {
        using ServiceProvider services = Services(new() { ["BaseAddress"] = _emulator.BaseAddress.ToString(), ["ApiVersion"] = "v1" });
        await services.GetRequiredService<IRegisteredModels>().CreateAsync(new() { Name = "granite" }, Cancellation);
        Assert.Equal(["POST /api/model_registry/v1/registered_models 201"], Requests);
    }

    private static ServiceProvider Services(Dictionary<string, string?> configuration)
    {
        var services = new ServiceCollection();
        services.AddModelRegistryClient(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build())
            .AddHttpMessageHandler(() => new Repeating());
        return services.BuildServiceProvider();
    }

    /// <summary>Sends everything twice, without the options of the request, and hands on what came first.</summary>
    private sealed class Repeating : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage first = await base.SendAsync(Rebuild(request), cancellationToken);
            await Record.ExceptionAsync(() => base.SendAsync(Rebuild(request), cancellationToken));
            return first;
        }

        private static HttpRequestMessage Rebuild(HttpRequestMessage request) =>
            new(request.Method, request.RequestUri) { Content = request.Content };
    }

    private ModelRegistryClient Connect(ModelRegistryApiVersion version = ModelRegistryApiVersion.Auto, ListeningLogger? log = null) =>
        ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = _emulator.BaseAddress, ApiVersion = version }, log);
}
