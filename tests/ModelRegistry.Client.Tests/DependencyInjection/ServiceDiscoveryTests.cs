using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.DependencyInjection;

/// <summary>Addresses that name a service, with the service discovery that applications use.</summary>
public sealed class ServiceDiscoveryTests(EmulatedRegistry emulated)
{
    private const string Token = "S3cr3t";

    [Theory]
    [InlineData("https+http://registry")]
    [InlineData("http+https://registry")]
    [InlineData("https+http://registry/api/model_registry/v1alpha3")]
    [InlineData("http://registry")]
    public async Task The_name_of_a_service_leads_to_the_registry(string address)
    {
        await using ServiceProvider provider = Provide(emulated.BaseAddress, options => options.BaseAddress = new Uri(address));
        IModelRegistryClient registry = provider.GetRequiredService<IModelRegistryClient>();
        RegisteredModel model = await registry.RegisteredModels.CreateAsync(
            new RegisteredModelCreate { Name = emulated.Unique("discovered") });
        await registry.RegisteredModels.UpdateAsync(model.Id, new RegisteredModelUpdate { Description = "found" });
        List<RegisteredModel> found = [];
        await foreach (RegisteredModel each in registry.RegisteredModels.ListAsync(
            new ListOptions<RegisteredModel> { Filter = RegisteredModelFilter.Name == model.Name }))
        {
            found.Add(each);
        }

        Assert.Equal("found", Assert.Single(found).Description);
    }

    [Fact]
    public async Task A_discovered_registry_can_move_to_the_next_version_of_the_API()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { AlphaGone = true });
        await using ServiceProvider provider = Provide(registry.BaseAddress);
        await provider.GetRequiredService<IRegisteredModels>().CreateAsync(new RegisteredModelCreate { Name = "moved" });
        Assert.Equal("moved", Assert.Single(registry.Snapshot().RegisteredModels).Name);
    }

    [Theory]
    [InlineData("https+http://registry")]
    [InlineData("http+https://registry")]
    public void Without_dependency_injection_such_an_address_is_refused_with_the_reason(string address)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = new Uri(address) }));
        Assert.Contains("which service discovery resolves", refused.Message, StringComparison.Ordinal);
        Assert.Contains("AddModelRegistryClient", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https+ftp://registry", "has the scheme 'https+ftp'")]
    [InlineData("https+http://user:S3cr3t@registry", "holds a user name or password")]
    [InlineData("https+http://registry?key=S3cr3t", "has a query or a fragment")]
    [InlineData("https+http://registry/api/model_registry/v2", "names version 'v2'")]
    [InlineData("https+http:registry", "is not a whole address")]
    public async Task What_else_is_wrong_with_such_an_address_is_reported_as_ever(string address, string message)
    {
        await using ServiceProvider provider = Provide(emulated.BaseAddress, options => options.BaseAddress = new Uri(address));
        string refused = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IModelRegistryClient>).Message;
        Assert.Contains(message, refused, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_service_discovery_the_message_says_what_to_call()
    {
        await using ServiceProvider provider = new ServiceCollection()
            .AddModelRegistryClient(options => options.BaseAddress = new Uri("https+http://registry"))
            .Services.BuildServiceProvider();
        IRegisteredModels models = provider.GetRequiredService<IRegisteredModels>();
        foreach (Func<Task> call in (Func<Task>[])[
            () => models.GetAsync("1"), () => models.CreateAsync(new RegisteredModelCreate { Name = "granite" })])
        {
            ModelRegistryException failure = await Assert.ThrowsAsync<ModelRegistryException>(call);
            Assert.Contains(
                "was not sent: service discovery has not replaced https+http://registry by an address.",
                failure.Message,
                StringComparison.Ordinal);
            Assert.Contains("Call AddServiceDiscovery", failure.Message, StringComparison.Ordinal);
            Assert.False(failure.IsOutcomeUnknown);
        }
    }

    [Fact]
    public async Task A_token_does_not_go_over_plain_HTTP_that_discovery_chose()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync();
        await using ServiceProvider provider = Provide(registry.BaseAddress, options => options.Token = Token);
        IRegisteredModels models = provider.GetRequiredService<IRegisteredModels>();
        foreach (Func<Task> call in (Func<Task>[])[
            () => models.GetAsync("1"), () => models.CreateAsync(new RegisteredModelCreate { Name = "granite" })])
        {
            ModelRegistryUnauthorizedException failure = await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(call);
            Assert.Contains(
                $"was not sent: service discovery chose {registry.BaseAddress.GetLeftPart(UriPartial.Authority)}, and on plain HTTP",
                failure.Message,
                StringComparison.Ordinal);
            Assert.Contains("AllowTokenOverDiscoveredHttp", failure.Message, StringComparison.Ordinal);
            Assert.False(failure.IsOutcomeUnknown);
            Assert.DoesNotContain(Token, failure.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(registry.Requests);
    }

    [Fact]
    public async Task A_token_goes_over_plain_HTTP_where_an_option_or_the_address_says_so()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync();
        foreach (Action<ModelRegistryClientOptions> configure in (Action<ModelRegistryClientOptions>[])[
            options => options.AllowTokenOverDiscoveredHttp = true, options => options.BaseAddress = new Uri("http://registry")])
        {
            await using ServiceProvider provider = Provide(registry.BaseAddress, options =>
            {
                options.Token = Token;
                configure(options);
            });
            await provider.GetRequiredService<IRegisteredModels>().FindByNameAsync("none");
        }

        Assert.Equal([true, true], registry.Requests.Select(request => request.HadAuthorization));
    }

    [Fact]
    public async Task A_token_goes_over_https_that_discovery_chose()
    {
        var network = new ScriptedHandler(_ => ScriptedHandler.Json(Bodies.Model));
        await using ServiceProvider provider = Provide(
            new Uri("https://registry.test:8443"), options => options.Token = Token,
            client => client.ConfigurePrimaryHttpMessageHandler(() => network));
        await provider.GetRequiredService<IRegisteredModels>().GetAsync("1");
        Assert.Equal("https://registry.test:8443/api/model_registry/v1alpha3/registered_models/1", network.Last.Uri.AbsoluteUri);
        Assert.Equal($"Bearer {Token}", network.Last.Authorization);
    }

    [Fact]
    public async Task A_trace_names_the_service_and_no_port()
    {
        var traced = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ModelRegistryTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = traced.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using ServiceProvider provider = Provide(
            emulated.BaseAddress, options => options.BaseAddress = new Uri("https+http://traced-registry"), name: "traced-registry");
        await provider.GetRequiredService<IRegisteredModels>().FindByNameAsync("none");
        Activity activity = Assert.Single(traced, each => (string?)each.GetTagItem("server.address") == "traced-registry");
        Assert.Null(activity.GetTagItem("server.port"));
    }

    private static ServiceProvider Provide(
        Uri found, Action<ModelRegistryClientOptions>? configure = null,
        Action<IHttpClientBuilder>? client = null, string name = "registry")
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new($"services:{name}:{found.Scheme}:0", found.GetLeftPart(UriPartial.Authority))]).Build());
        services.AddLogging();
        services.AddServiceDiscovery();
        IHttpClientBuilder builder = services.AddModelRegistryClient(options =>
        {
            options.BaseAddress = new Uri("https+http://registry");
            configure?.Invoke(options);
        });
        builder.AddServiceDiscovery();
        client?.Invoke(builder);
        return services.BuildServiceProvider();
    }
}
