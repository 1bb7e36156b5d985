using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelRegistry.Client;
using ModelRegistry.Emulator;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Metric = OpenTelemetry.Metrics.Metric;

namespace ModelRegistry.Aspire.Tests;

public sealed class AddModelRegistryClientTests : IAsyncLifetime
{
    private const string Secret = "S3cr3t";
    private ModelRegistryEmulator _registry = null!;

    private string Address => _registry.BaseAddress.ToString();

    public async ValueTask InitializeAsync() =>
        _registry = await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Theory]
    [InlineData("{0}")]
    [InlineData("Endpoint={0}")]
    [InlineData("endpoint={0};ApiVersion=v1")]
    public async Task A_client_finds_the_registry_by_its_connection_string(string connectionString)
    {
        HostApplicationBuilder builder = Builder(("ConnectionStrings:registry", string.Format(null, connectionString, Address)));
        builder.AddModelRegistryClient("registry");
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        RegisteredModel model = await host.Services.GetRequiredService<IRegisteredModels>()
            .CreateAsync(new RegisteredModelCreate { Name = "granite" }, TestContext.Current.CancellationToken);
        Assert.Equal(model.Id, Assert.Single(_registry.Snapshot().RegisteredModels).Id);
        Assert.Equal(
            connectionString.EndsWith("v1", StringComparison.Ordinal),
            _registry.Requests[0].Path.Contains("/v1/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_keyed_client_is_found_by_its_name()
    {
        await using ModelRegistryEmulator other = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        HostApplicationBuilder builder = Builder(
            ("ConnectionStrings:a", Address), ("ConnectionStrings:b", $"Endpoint={other.BaseAddress}"));
        builder.AddKeyedModelRegistryClient("a");
        builder.AddKeyedModelRegistryClient("b");
        using IHost host = builder.Build();
        await host.Services.GetRequiredKeyedService<IRegisteredModels>("a")
            .CreateAsync(new RegisteredModelCreate { Name = "in-a" }, TestContext.Current.CancellationToken);
        await host.Services.GetRequiredKeyedService<IModelRegistryClient>("b").RegisteredModels
            .CreateAsync(new RegisteredModelCreate { Name = "in-b" }, TestContext.Current.CancellationToken);
        Assert.Equal("in-a", Assert.Single(_registry.Snapshot().RegisteredModels).Name);
        Assert.Equal("in-b", Assert.Single(other.Snapshot().RegisteredModels).Name);
    }

    [Fact]
    public async Task All_parts_of_a_connection_string_are_options()
    {
        ModelRegistryClientOptions options = await OptionsAsync(Builder(
            (
                "ConnectionStrings:registry",
                "Endpoint=https+http://registry;TokenFile=/run/token;CaFile=\"/run/ca;1.crt\";"
                    + "ApiVersion=V1Alpha3;AllowTokenOverDiscoveredHttp=true")));
        Assert.Equal(new Uri("https+http://registry"), options.BaseAddress);
        Assert.Equal(("/run/token", "/run/ca;1.crt"), (options.TokenFile, options.CaFile));
        Assert.Equal((ModelRegistryApiVersion.V1Alpha3, true), (options.ApiVersion, options.AllowTokenOverDiscoveredHttp));
        Assert.Equal(
            Secret, (await OptionsAsync(Builder(("ConnectionStrings:registry", $"Endpoint=https://registry.test;Token={Secret}")))).Token);
    }

    [Fact]
    public async Task The_narrower_a_source_is_the_more_it_counts()
    {
        HostApplicationBuilder builder = Builder(
            ("Aspire:ModelRegistry:Client:BaseAddress", "https://general.test"),
            ("Aspire:ModelRegistry:Client:PageSize", "7"),
            ("Aspire:ModelRegistry:Client:CaFile", "general.crt"),
            ("Aspire:ModelRegistry:Client:Resilience:MaxRetries", "1"),
            ("Aspire:ModelRegistry:Client:registry:BaseAddress", "https://named.test"),
            ("Aspire:ModelRegistry:Client:registry:PageSize", "8"),
            ("Aspire:ModelRegistry:Client:registry:CaFile", "named.crt"),
            ("ConnectionStrings:registry", "Endpoint=https://string.test;CaFile=string.crt"));
        ModelRegistryClientOptions options = await OptionsAsync(builder, options => options.CaFile += "+code");
        Assert.Equal(new Uri("https://string.test"), options.BaseAddress);
        Assert.Equal(("string.crt+code", 8, 1), (options.CaFile, options.PageSize, options.Resilience.MaxRetries));
    }

    [Theory]
    [InlineData("Aspire:ModelRegistry:Client:BaseAddress")]
    [InlineData("Aspire:ModelRegistry:Client:registry:BaseAddress")]
    [InlineData("Aspire:ModelRegistry:Client:registry:ConnectionString")]
    [InlineData("Aspire:ModelRegistry:Client:ConnectionString")]
    public async Task The_settings_section_can_have_the_address_too(string key) =>
        Assert.Equal(new Uri("https://section.test"), (await OptionsAsync(Builder((key, "https://section.test")))).BaseAddress);

    [Theory]
    [InlineData(null, "Nothing says where the Model Registry 'registry' is: give the connection string ConnectionStrings:registry")]
    [InlineData("", "Nothing says where the Model Registry 'registry' is")]
    [InlineData("registry.test", "The connection string 'registry' (ConnectionStrings:registry) is neither an address nor Key=Value pairs")]
    [InlineData("TokenFile=/run/token", "has no Endpoint")]
    [InlineData("Endpoint=S3cr3t", "has an Endpoint that is no address")]
    [InlineData("Endpoint=http://a;ApiVersion=S3cr3t", "has an ApiVersion that is none of Auto, V1Alpha3 and V1")]
    [InlineData("Endpoint=http://a;ApiVersion=7", "has an ApiVersion that is none of")]
    [InlineData("Endpoint=http://a;AllowTokenOverDiscoveredHttp=S3cr3t", "is neither true nor false")]
    [InlineData("Endpoint=http://a;Password=S3cr3t", "has the key 'password', which means nothing here")]
    [InlineData("Endpoint=ftp://a", "has the scheme 'ftp'")]
    [InlineData("http://user:S3cr3t@registry.test", "holds a user name or password")]
    [InlineData("Endpoint=http://a;Token=S3cr3t;TokenFile=f", "exclude each other")]
    public async Task A_host_does_not_start_with_a_connection_string_that_can_not_work(string? connectionString, string message)
    {
        HostApplicationBuilder builder = Builder(("ConnectionStrings:registry", connectionString));
        builder.AddModelRegistryClient("registry");
        using IHost host = builder.Build();
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_the_settings_section_that_can_not_be_read_is_not_repeated()
    {
        foreach (string path in (string[])["Aspire:ModelRegistry:Client", "Aspire:ModelRegistry:Client:registry"])
        {
            OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(
                () => OptionsAsync(Builder(($"{path}:BaseAddress", $"http://user:{Secret}@:x"))));
            Assert.Contains($"{path}:BaseAddress", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Health_says_whether_the_registry_answers()
    {
        HostApplicationBuilder builder = Builder(
            ("ConnectionStrings:registry", Address), ("ConnectionStrings:other", "http://localhost:1"));
        builder.AddModelRegistryClient("registry");
        builder.AddKeyedModelRegistryClient("other", configureOptions: options => options.Resilience.MaxRetries = 0);
        using IHost host = builder.Build();
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, report.Entries["ModelRegistry"].Status);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["ModelRegistry_other"].Status);
    }

    [Fact]
    public async Task Calls_are_traced_and_measured()
    {
        (List<Activity> traces, List<Metric> metrics) = await TelemetryAsync([]);
        Assert.Contains(traces, activity => activity.Source.Name == ModelRegistryTelemetry.SourceName);
        Assert.Contains(metrics, metric => metric.MeterName == ModelRegistryTelemetry.SourceName);
    }

    [Theory]
    [InlineData("Aspire:ModelRegistry:Client")]
    [InlineData("Aspire:ModelRegistry:Client:registry")]
    public async Task Each_of_the_extras_can_be_switched_off(string section)
    {
        (List<Activity> traces, List<Metric> metrics) = await TelemetryAsync(
            [($"{section}:DisableTracing", "true"), ($"{section}:DisableMetrics", "true")]);
        Assert.DoesNotContain(traces, activity => activity.Source.Name == ModelRegistryTelemetry.SourceName);
        Assert.DoesNotContain(metrics, metric => metric.MeterName == ModelRegistryTelemetry.SourceName);

        HostApplicationBuilder builder = Builder(("ConnectionStrings:registry", Address), ($"{section}:DisableHealthChecks", "true"));
        builder.AddModelRegistryClient("registry");
        using IHost host = builder.Build();
        Assert.Null(host.Services.GetService<HealthCheckService>());
    }

    [Fact]
    public async Task Code_has_the_last_word_on_settings()
    {
        HostApplicationBuilder builder = Builder(
            ("ConnectionStrings:registry", "http://other.test"), ("Aspire:ModelRegistry:Client:DisableHealthChecks", "true"));
        builder.AddModelRegistryClient("registry", settings =>
        {
            Assert.Equal(("http://other.test", true), (settings.ConnectionString, settings.DisableHealthChecks));
            (settings.ConnectionString, settings.DisableHealthChecks) = (Address, false);
        });
        using IHost host = builder.Build();
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, report.Status);
    }

    [Fact]
    public async Task Service_discovery_of_the_whole_application_finds_the_registry()
    {
        HostApplicationBuilder builder = Builder(
            ("ConnectionStrings:registry", "https+http://registry"), ("services:registry:http:0", Address));
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(static http => http.AddServiceDiscovery());
        builder.AddModelRegistryClient("registry");
        using IHost host = builder.Build();
        await host.Services.GetRequiredService<IRegisteredModels>()
            .CreateAsync(new RegisteredModelCreate { Name = "discovered" }, TestContext.Current.CancellationToken);
        Assert.Single(_registry.Snapshot().RegisteredModels);
    }

    private static HostApplicationBuilder Builder(params (string Key, string? Value)[] configuration)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(configuration.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));
        return builder;
    }

    private static async Task<ModelRegistryClientOptions> OptionsAsync(
        HostApplicationBuilder builder, Action<ModelRegistryClientOptions>? configure = null)
    {
        IHttpClientBuilder client = builder.AddModelRegistryClient("registry", configureOptions: configure);
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host.Services.GetRequiredService<IOptionsMonitor<ModelRegistryClientOptions>>().Get(client.Name);
    }

    private async Task<(List<Activity> Traces, List<Metric> Metrics)> TelemetryAsync((string Key, string? Value)[] configuration)
    {
        List<Activity> traces = [];
        List<Metric> metrics = [];
        HostApplicationBuilder builder = Builder([("ConnectionStrings:registry", Address), .. configuration]);
        builder.AddModelRegistryClient("registry");
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddInMemoryExporter(traces))
            .WithMetrics(measuring => measuring.AddInMemoryExporter(metrics));
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<IRegisteredModels>().FindByNameAsync("none", TestContext.Current.CancellationToken);
        host.Services.GetRequiredService<TracerProvider>().ForceFlush();
        host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        return (traces, metrics);
    }
}
