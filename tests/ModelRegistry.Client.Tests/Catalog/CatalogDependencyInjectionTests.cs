using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Catalog;

public sealed class CatalogDependencyInjectionTests
{
    [Fact]
    public async Task A_client_its_parts_and_a_registry_stand_side_by_side()
    {
        using ScriptedHandler network = new(
            sent => ScriptedHandler.Json($$"""{"name":"{{sent.Uri.Host}}{{sent.Uri.AbsolutePath.Split('/')[2]}}","id":"1"}"""));
        var services = new ServiceCollection();
        services.AddModelRegistryClient(options => options.BaseAddress = new Uri("http://registry.test"))
            .ConfigurePrimaryHttpMessageHandler(() => network);
        services.AddModelCatalogClient(options => options.BaseAddress = new Uri("http://plain.test"))
            .ConfigurePrimaryHttpMessageHandler(() => network);
        services.AddKeyedModelCatalogClient("prod", Configuration(
            new() { ["BaseAddress"] = "http://prod.test", ["PageSize"] = "7", ["Resilience:MaxRetries"] = "9", ["ApiVersion"] = "V1" }))
                .ConfigurePrimaryHttpMessageHandler(() => network);
        await using ServiceProvider provider = services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        IModelCatalogClient catalog = provider.GetRequiredService<IModelCatalogClient>();
        Assert.Same(catalog.Models, provider.GetRequiredService<ICatalogModels>());
        Assert.Same(catalog.Sources, provider.GetRequiredService<ICatalogSources>());
        Assert.Same(catalog.Labels, provider.GetRequiredService<ICatalogLabels>());
        Assert.Same(catalog, provider.GetRequiredService<ICatalogReader>());
        Assert.Equal("plain.testmodel_catalog", (await catalog.Models.GetAsync("s", "m")).Name);
        Assert.Equal("prod.testmodel_catalog", (await provider.GetRequiredKeyedService<ICatalogModels>("prod").GetAsync("s", "m")).Name);
        Assert.StartsWith("/api/model_catalog/v1/", network.Last.Uri.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("registry.testmodel_registry", (await provider.GetRequiredService<IRegisteredModels>().GetAsync("1")).Name);
        ModelCatalogClientOptions prod = provider.GetRequiredService<IOptionsMonitor<ModelCatalogClientOptions>>()
            .Get("ModelRegistry.Client.Catalog:prod");
        Assert.Equal((7, 9), (prod.PageSize, prod.Resilience.MaxRetries));
        Assert.Throws<InvalidOperationException>(() => services.AddModelCatalogClient(_ => { }));
    }

    [Fact]
    public async Task Options_that_can_not_work_are_named_by_their_place()
    {
        var services = new ServiceCollection();
        services.AddModelCatalogClient(Configuration(new() { ["ModelCatalog:PageSize"] = "0" }).GetSection("ModelCatalog"));
        services.AddKeyedModelCatalogClient("code", _ => { });
        await using ServiceProvider provider = services.BuildServiceProvider();
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IModelCatalogClient>);
        Assert.Equal(
            [
                "ModelCatalog:BaseAddress is missing: name the catalog, for example https://catalog.example:8443.",
                "ModelCatalog:PageSize is 0: a page has at least one item.",
            ],
            exception.Failures);
        exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<IModelCatalogClient>("code"));
        Assert.StartsWith("ModelCatalogClientOptions.BaseAddress is missing", exception.Failures.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, HealthStatus.Healthy)]
    [InlineData(403, HealthStatus.Unhealthy)]
    public async Task The_health_check_asks_for_one_source(int status, HealthStatus expected)
    {
        using ScriptedHandler network = ScriptedHandler.Responding(
            TestCatalog.Page("", """{"id":"s","name":"S","labels":[],"status":"error"}"""), (System.Net.HttpStatusCode)status);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddModelCatalogClient(options => options.BaseAddress = new Uri("http://catalog.test"))
            .ConfigurePrimaryHttpMessageHandler(() => network);
        services.AddHealthChecks().AddModelCatalog();
        await using ServiceProvider provider = services.BuildServiceProvider();
        HealthReport report = await provider.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, report.Entries["model-catalog"].Status);
        Assert.Equal("1", network.Last["pageSize"]);
    }

    private static IConfiguration Configuration(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
