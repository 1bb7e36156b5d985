using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ModelRegistry.Emulator.Tests.Versions;

/// <summary>v1alpha3 says that it will go, and goes.</summary>
public sealed class SunsetTests
{
    private static readonly DateTimeOffset Date = new(2027, 5, 7, 2, 0, 0, TimeSpan.FromHours(2));

    private const string GoneBody =
        """{"code":"Gone","message":"the v1alpha3 API has been removed, use /api/model_registry/v1/ instead"}""" + "\n";

    /// <summary>Everything below the path of the version, errors of every kind included.</summary>
    public static TheoryData<string, string, HttpStatusCode> Requests => new()
    {
        { "GET", "registered_models", HttpStatusCode.OK },
        { "GET", "registered_models/7", HttpStatusCode.NotFound },
        { "GET", "registered_models/x", HttpStatusCode.BadRequest },
        { "GET", "registered_models//versions", HttpStatusCode.UnprocessableEntity },
        { "GET", "registered_models?filterQuery=%00", HttpStatusCode.BadRequest },
        { "PUT", "registered_models", HttpStatusCode.MethodNotAllowed },
        { "HEAD", "registered_models", HttpStatusCode.MethodNotAllowed },
        { "POST", "registered_models", HttpStatusCode.BadRequest },
        { "GET", "experiment_runs/metric_history", HttpStatusCode.OK },
        { "GET", "nope", HttpStatusCode.NotFound },
        { "GET", "", HttpStatusCode.NotFound },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_response_of_v1alpha3_says_when_it_goes(string method, string path, HttpStatusCode status)
    {
        await using ModelRegistryEmulator registry = await StartAsync(new() { AlphaSunset = Date });

        using HttpResponseMessage response = await SendAsync(registry, method, Registry.Api + path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("true", Assert.Single(response.Headers.GetValues("Deprecation")));
        Assert.Equal("Fri, 07 May 2027 00:00:00 GMT", Assert.Single(response.Headers.GetValues("Sunset")));
        Assert.Equal("</api/model_registry/v1/>; rel=\"successor-version\"", Assert.Single(response.Headers.GetValues("Link")));
    }

    [Theory]
    [InlineData(Registry.V1 + "registered_models")]
    [InlineData(Registry.V1 + "nope")]
    [InlineData("readyz/health")]
    [InlineData("readyz/isDirty?format=json")]
    [InlineData("api/model_registry/v2/registered_models")]
    [InlineData("_emulator/")]
    public async Task Nothing_else_says_so(string path)
    {
        await using ModelRegistryEmulator registry = await StartAsync(new() { AlphaSunset = Date });

        using HttpResponseMessage response = await SendAsync(registry, "GET", path);

        Assert.All(["Deprecation", "Sunset", "Link"], header => Assert.False(response.Headers.Contains(header)));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Gone_is_every_path_of_v1alpha3(string method, string path, HttpStatusCode before)
    {
        await using ModelRegistryEmulator registry = await StartAsync(new() { AlphaGone = true });

        using HttpResponseMessage response = await SendAsync(registry, method, Registry.Api + path);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.Gone, before);
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Equal("application/json; charset=UTF-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(method == "HEAD" ? "" : GoneBody, body);
        Assert.Equal(410, Assert.Single(registry.Requests).Status);
        Assert.False(response.Headers.Contains("Deprecation"));
    }

    [Fact]
    public async Task It_goes_between_two_requests_with_nothing_carried_out_and_comes_back()
    {
        await using ModelRegistryEmulator registry = await StartAsync(new() { AlphaSunset = Date });
        using HttpClient alpha = registry.Connect();
        using HttpClient v1 = registry.Connect(Registry.V1);
        (HttpStatusCode before, JsonElement model) = await alpha.PostAsync("registered_models", """{"name":"a"}""");

        registry.AlphaGone = true;
        (HttpStatusCode refused, _) = await alpha.PostAsync("registered_models", """{"name":"b"}""");
        using HttpResponseMessage gone = await SendAsync(registry, "GET", Registry.Api + "registered_models");
        (_, JsonElement list) = await v1.ReadAsync("registered_models");
        (HttpStatusCode onV1, _) = await v1.PostAsync("registered_models", """{"name":"b"}""");
        using HttpResponseMessage ready = await SendAsync(registry, "GET", "readyz/health");
        registry.AlphaGone = false;
        registry.AlphaSunset = null;
        using HttpResponseMessage back = await SendAsync(registry, "GET", Registry.Api + "registered_models");

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Gone, HttpStatusCode.Created], [before, refused, onV1]);
        Assert.True(gone.Headers.Contains("Sunset"));
        Assert.Equal(model.Text("id"), Assert.Single(list.GetProperty("items").EnumerateArray()).Text("id"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [ready.StatusCode, back.StatusCode]);
        Assert.False(back.Headers.Contains("Sunset"));
    }

    [Fact]
    public async Task Tests_fill_a_registry_whose_v1alpha3_has_gone()
    {
        await using var registry = ModelRegistryEmulator.Create(new() { AlphaGone = true });

        string version = registry.AddModelVersion(registry.AddRegisteredModel("m"), "v");
        registry.AddModelArtifact(version, "weights");

        Assert.Equal(200, registry.Invoke("GET", $"model_versions/{version}/artifacts").Status);
        Assert.Equal(410, registry.Invoke("GET", "/" + Registry.Api + "registered_models").Status);
        Assert.Equal(404, registry.Invoke("GET", "experiments").Status);
    }

    [Fact]
    public async Task A_registry_inside_an_application_goes_the_same_way()
    {
        await using var registry = ModelRegistryEmulator.Create(new() { AlphaSunset = Date });
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        app.MapModelRegistry(registry);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        var models = new Uri(Registry.Api + "registered_models", UriKind.Relative);
        using HttpResponseMessage deprecated = await http.GetAsync(models, TestContext.Current.CancellationToken);
        registry.AlphaGone = true;

        Assert.Equal(HttpStatusCode.OK, deprecated.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, await http.StatusAsync(Registry.Api + "registered_models"));
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync(Registry.V1 + "registered_models"));
        Assert.Equal("true", Assert.Single(deprecated.Headers.GetValues("Deprecation")));
    }

    [Theory]
    [InlineData(RegistryServerVersion.V02)]
    [InlineData(RegistryServerVersion.V03)]
    public async Task A_server_without_v1_cannot_let_v1alpha3_go(RegistryServerVersion server)
    {
        Assert.Throws<ArgumentException>(() => ModelRegistryEmulator.Create(new() { ServerVersion = server, AlphaGone = true }));
        Assert.Throws<ArgumentException>(() => ModelRegistryEmulator.Create(new() { ServerVersion = server, AlphaSunset = Date }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelRegistryEmulator.Create(new() { ServerVersion = server + 7 }));

        await using var registry = ModelRegistryEmulator.Create(new() { ServerVersion = server });
        string said = Assert.Throws<InvalidOperationException>(() => registry.AlphaGone = true).Message;
        Assert.Contains("leave ServerVersion at Current", said, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => registry.AlphaSunset = Date);
        registry.AlphaGone = false;
        registry.AlphaSunset = null;
    }

    private static Task<ModelRegistryEmulator> StartAsync(ModelRegistryEmulatorOptions options) =>
        ModelRegistryEmulator.StartAsync(options, TestContext.Current.CancellationToken);

    private static async Task<HttpResponseMessage> SendAsync(ModelRegistryEmulator registry, string method, string path)
    {
        using HttpClient http = new() { BaseAddress = registry.BaseAddress };
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
