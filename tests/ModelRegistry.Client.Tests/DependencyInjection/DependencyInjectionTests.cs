using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.DependencyInjection;

public sealed class DependencyInjectionTests(EmulatedRegistry emulated)
{
    [Fact]
    public async Task A_client_and_its_parts_are_there_and_work()
    {
        await using ServiceProvider provider = Provide(
            services => services.AddModelRegistryClient(options => options.BaseAddress = emulated.BaseAddress));
        IModelRegistryClient registry = provider.GetRequiredService<IModelRegistryClient>();
        Assert.Same(registry, provider.GetRequiredService<ModelRegistryClient>());
        Assert.Same(registry.RegisteredModels, provider.GetRequiredService<IRegisteredModels>());
        Assert.Same(registry.ModelVersions, provider.GetRequiredService<IModelVersions>());
        Assert.Same(registry.Artifacts, provider.GetRequiredService<IArtifacts>());
        Assert.Same(registry.ModelArtifacts, provider.GetRequiredService<IModelArtifacts>());
        Assert.Same(registry.ServingEnvironments, provider.GetRequiredService<IServingEnvironments>());
        Assert.Same(registry.InferenceServices, provider.GetRequiredService<IInferenceServices>());
        Assert.Same(registry.Experiments, provider.GetRequiredService<IExperiments>());
        Assert.Same(registry.ExperimentRuns, provider.GetRequiredService<IExperimentRuns>());

        RegisteredModel model = await registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = emulated.Unique("di") });
        Assert.Equal(model.Id, (await emulated.Client.RegisteredModels.GetByNameAsync(model.Name)).Id);
    }

    [Fact]
    public async Task Options_come_from_the_configuration()
    {
        IConfiguration configuration = Configuration(new()
        {
            ["Registries:Main:BaseAddress"] = "https://registry.test:8443/prefix",
            ["Registries:Main:TokenFile"] = "/var/run/token",
            ["Registries:Main:CaFile"] = "/var/run/ca.crt",
            ["Registries:Main:PageSize"] = "7",
            ["Registries:Main:Resilience:Enabled"] = "false",
            ["Registries:Main:Resilience:TotalTimeout"] = "00:01:00",
            ["Registries:Main:Resilience:MaxRetries"] = "9",
        });
        await using ServiceProvider provider = Provide(
            services => services.AddModelRegistryClient(configuration.GetSection("Registries:Main"), options => options.PageSize++));
        ModelRegistryClientOptions options = provider.GetRequiredService<IOptionsMonitor<ModelRegistryClientOptions>>()
            .Get("ModelRegistry.Client");
        Assert.Equal(new Uri("https://registry.test:8443/prefix"), options.BaseAddress);
        Assert.Equal(("/var/run/token", "/var/run/ca.crt", 8), (options.TokenFile, options.CaFile, options.PageSize));
        Assert.Equal(
            (false, TimeSpan.FromMinutes(1), 9),
            (options.Resilience.Enabled, options.Resilience.TotalTimeout, options.Resilience.MaxRetries));
    }

    [Fact]
    public async Task Several_registries_are_told_apart_by_key()
    {
        await using ServiceProvider provider = Provide(services =>
        {
            services.AddModelRegistryClient(options => options.BaseAddress = new Uri("http://plain.test"))
                .ConfigurePrimaryHttpMessageHandler(() => Naming("plain"));
            services.AddKeyedModelRegistryClient("a", options => options.BaseAddress = new Uri("http://a.test"))
                .ConfigurePrimaryHttpMessageHandler(() => Naming("a"));
            services.AddKeyedModelRegistryClient("b", Configuration(new() { ["BaseAddress"] = "http://b.test" }))
                .ConfigurePrimaryHttpMessageHandler(() => Naming("b"));
        });
        Assert.Equal(
            "plain http://plain.test", (await provider.GetRequiredService<IModelRegistryClient>().RegisteredModels.GetAsync("1")).Name);
        Assert.Equal(
            "a http://a.test", (await provider.GetRequiredKeyedService<IModelRegistryClient>("a").RegisteredModels.GetAsync("1")).Name);
        Assert.Equal("b http://b.test", (await provider.GetRequiredKeyedService<IRegisteredModels>("b").GetAsync("1")).Name);

        Assert.Throws<InvalidOperationException>(() => new ServiceCollection()
            .AddModelRegistryClient(_ => { }).Services.AddModelRegistryClient(_ => { }));
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection()
            .AddKeyedModelRegistryClient("a", _ => { }).Services.AddKeyedModelRegistryClient("a", _ => { }));

        static ScriptedHandler Naming(string name) => new(sent => ScriptedHandler.Json(
            $$"""{"customProperties":{},"id":"1","name":"{{name}} {{sent.Uri.GetLeftPart(UriPartial.Authority)}}"}"""));
    }

    [Fact]
    public async Task A_host_does_not_start_with_options_that_can_not_work_and_says_where_they_are()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ModelRegistry:BaseAddress"] = "ftp://registry.test",
            ["ModelRegistry:PageSize"] = "0",
            ["ModelRegistry:Token"] = "t",
            ["ModelRegistry:TokenFile"] = "f",
            ["ModelRegistry:Resilience:AttemptTimeout"] = "00:01:00",
        });
        builder.Services.AddModelRegistryClient(builder.Configuration.GetSection("ModelRegistry"));
        using IHost host = builder.Build();
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Collection(
            exception.Failures,
            failure => Assert.StartsWith("ModelRegistry:BaseAddress has the scheme 'ftp'", failure, StringComparison.Ordinal),
            failure =>
                Assert.StartsWith("ModelRegistry:Token, TokenFile and TokenProvider exclude each other", failure, StringComparison.Ordinal),
            failure => Assert.StartsWith("ModelRegistry:PageSize is 0", failure, StringComparison.Ordinal),
            failure => Assert.StartsWith(
                "ModelRegistry:Resilience:AttemptTimeout (00:01:00) is longer than Resilience:TotalTimeout",
                failure,
                StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_section_or_a_value_of_another_type_is_named()
    {
        await using ServiceProvider missing = Provide(
            services => services.AddModelRegistryClient(Configuration([]).GetSection("ModelRegistry")));
        OptionsValidationException none = Assert.Throws<OptionsValidationException>(missing.GetRequiredService<IModelRegistryClient>);
        Assert.Contains("ModelRegistry:BaseAddress is missing", none.Message, StringComparison.Ordinal);

        await using ServiceProvider wrong = Provide(services => services.AddModelRegistryClient(
            Configuration(new() { ["ModelRegistry:PageSize"] = "many" }).GetSection("ModelRegistry")));
        InvalidOperationException type = Assert.Throws<InvalidOperationException>(wrong.GetRequiredService<IModelRegistryClient>);
        Assert.Contains("ModelRegistry:PageSize", type.Message, StringComparison.Ordinal);

        await using ServiceProvider code = Provide(services => services.AddModelRegistryClient(_ => { }));
        Assert.Contains(
            "ModelRegistryClientOptions.BaseAddress is missing",
            Assert.Throws<OptionsValidationException>(code.GetRequiredService<IModelRegistryClient>).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_of_the_application_sees_every_attempt_with_its_token()
    {
        var seen = new ConcurrentQueue<string?>();
        int calls = 0;
        await using ServiceProvider provider = Provide(services => services
            .AddModelRegistryClient(options =>
            {
                options.BaseAddress = new Uri("http://registry.test");
                options.Token = "t";
                options.Resilience.RetryDelay = TimeSpan.FromTicks(1);
            })
            .AddHttpMessageHandler(() => new Watching(seen))
            .ConfigurePrimaryHttpMessageHandler(() => new ScriptedHandler(_ => ++calls < 3
                ? ScriptedHandler.Error(HttpStatusCode.BadGateway, "m")
                : ScriptedHandler.Json(Bodies.Model))));
        await provider.GetRequiredService<IModelRegistryClient>().RegisteredModels.GetAsync("1");
        Assert.Equal(["Bearer t", "Bearer t", "Bearer t"], seen);
    }

    [Fact]
    public async Task Connections_are_renewed_and_the_handlers_stay()
    {
        await using ServiceProvider provider = Provide(
            services => services.AddModelRegistryClient(options => options.BaseAddress = emulated.BaseAddress));
        IOptionsMonitor<Microsoft.Extensions.Http.HttpClientFactoryOptions> options =
            provider.GetRequiredService<IOptionsMonitor<Microsoft.Extensions.Http.HttpClientFactoryOptions>>();
        Assert.Equal(Timeout.InfiniteTimeSpan, options.Get("ModelRegistry.Client").HandlerLifetime);
        using SocketsHttpHandler primary = Client.Wire.HttpHandlers.CreatePrimary(
            new ModelRegistryClientOptions { BaseAddress = emulated.BaseAddress });
        Assert.Equal(TimeSpan.FromMinutes(2), primary.PooledConnectionLifetime);
        Assert.False(primary.AllowAutoRedirect);
        Assert.False(primary.UseCookies);
    }

    [Fact]
    public async Task The_token_is_in_no_log_whatever_the_level()
    {
        var told = new ConcurrentQueue<string>();
        await using ServiceProvider provider = Provide(services =>
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Listening(told)));
            services.AddModelRegistryClient(options =>
            {
                options.BaseAddress = emulated.BaseAddress;
                options.Token = "S3cr3t";
            });
        });
        await provider.GetRequiredService<IModelRegistryClient>().RegisteredModels.FindByNameAsync("none");
        Assert.NotEmpty(told);
        Assert.DoesNotContain(told, line => line.Contains("S3cr3t", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_is_whether_the_registry_answers()
    {
        using var dead = new DeadAddress();
        await using ServiceProvider provider = Provide(services =>
        {
            services.AddLogging();
            services.AddModelRegistryClient(options => options.BaseAddress = emulated.BaseAddress);
            services.AddKeyedModelRegistryClient("dead", options =>
            {
                options.BaseAddress = dead.Uri;
                options.Resilience.MaxRetries = 0;
            });
            services.AddHealthChecks().AddModelRegistry(tags: ["ready"]).AddModelRegistry("dead", "dead", HealthStatus.Degraded);
        });
        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Healthy, report.Entries["model-registry"].Status);
        Assert.Equal(["ready"], report.Entries["model-registry"].Tags);
        Assert.Equal(HealthStatus.Degraded, report.Entries["dead"].Status);
        Assert.StartsWith(
            $"getRegisteredModels got no response from {dead.Uri.GetLeftPart(UriPartial.Authority)}",
            report.Entries["dead"].Description,
            StringComparison.Ordinal);
    }

    private static ServiceProvider Provide(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static IConfigurationRoot Configuration(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private sealed class Watching(ConcurrentQueue<string?> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Enqueue(request.Headers.Authorization?.ToString());
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Listening(ConcurrentQueue<string> told) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            told.Enqueue(formatter(state, exception) + exception);
    }
}
