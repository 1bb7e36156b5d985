using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ModelRegistry.Emulator.Tests.Hosting;

/// <summary>A registry inside an application.</summary>
public sealed class MappingTests
{
    [Fact]
    public async Task An_application_serves_the_registry_beside_its_own_paths()
    {
        await using ModelRegistryEmulator registry = ModelRegistryEmulator.Create();
        await using WebApplication app = Build();
        app.MapModelRegistry(registry);
        app.MapGet("/own", static () => "mine");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(new Uri(app.Urls.First()), Registry.Api) };

        (HttpStatusCode created, JsonElement model) = await http.PostAsync("registered_models", """{"name":"m <b>"}""");
        (HttpStatusCode found, _) = await http.ReadAsync("registered_model?name=m%20%3Cb%3E");
        using HttpResponseMessage ready = await http.GetAsync(
            new Uri("/readyz/health", UriKind.Relative), TestContext.Current.CancellationToken);
        using HttpResponseMessage page = await http.GetAsync(
            new Uri("/_emulator/", UriKind.Relative), TestContext.Current.CancellationToken);
        string own = await http.GetStringAsync(new Uri("/own", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK],
            [created, found, ready.StatusCode, page.StatusCode]);
        Assert.Equal("mine", own);
        Assert.Equal(model.Text("id"), Assert.Single(registry.Snapshot().RegisteredModels).Id);
        Assert.Throws<InvalidOperationException>(() => registry.BaseAddress);
    }

    [Fact]
    public async Task Without_a_registry_of_its_own_the_application_gets_a_new_one()
    {
        await using WebApplication app = Build();
        app.MapModelRegistry();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(new Uri(app.Urls.First()), Registry.Api) };

        (HttpStatusCode status, JsonElement list) = await http.ReadAsync("registered_models");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(0, list.GetProperty("size").GetInt32());
    }

    private static WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }
}
