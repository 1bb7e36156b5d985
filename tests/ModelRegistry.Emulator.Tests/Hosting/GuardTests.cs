using System.Net;

namespace ModelRegistry.Emulator.Tests.Hosting;

/// <summary>Who may talk to a registry, and what it remembers of them.</summary>
public sealed class GuardTests : IAsyncLifetime
{
    private ModelRegistryEmulator _registry = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _registry = await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _http = _registry.Connect();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _registry.DisposeAsync();
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("10.0.0.1", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost:1234", HttpStatusCode.OK)]
    [InlineData("registry.localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.9", HttpStatusCode.OK)]
    [InlineData("[::1]:80", HttpStatusCode.OK)]
    public async Task Only_names_of_this_machine_are_answered(string host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("registered_models", UriKind.Relative))
        {
            Headers = { Host = host },
        };
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "{own}", HttpStatusCode.Created)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.Created)]
    public async Task Pages_of_another_origin_may_not_write(string header, string value, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("registered_models", UriKind.Relative))
        {
            Content = new StringContent("""{"name":"m"}"""),
        };
        request.Headers.TryAddWithoutValidation(
            header, value.Replace("{own}", _registry.BaseAddress.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.Created ? 1 : 0, _registry.Snapshot().RegisteredModels.Count);
    }

    [Fact]
    public async Task Reset_over_http_empties_the_registry_but_not_for_a_foreign_page()
    {
        _registry.AddRegisteredModel("m");
        var reset = new Uri(_registry.BaseAddress, "_emulator/reset");
        using var foreign = new HttpRequestMessage(HttpMethod.Post, reset) { Headers = { { "Origin", "https://evil.example" } } };
        using HttpResponseMessage refused = await _http.SendAsync(foreign, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Single(_registry.Snapshot().RegisteredModels);

        using HttpResponseMessage done = await _http.PostAsync(reset, content: null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        Assert.Empty(_registry.Snapshot().RegisteredModels);
    }

    [Fact]
    public async Task Requests_are_remembered_without_credentials()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("registered_models?x=1", UriKind.Relative))
        {
            Content = new StringContent("""{"name":"m"}"""),
        };
        request.Headers.Add("Authorization", "Bearer very-secret");
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        await _http.ReadAsync("registered_models/9");

        Assert.Equal(
            [
                new RecordedRequest(
                    "POST", "/api/model_registry/v1alpha3/registered_models", "x=1", """{"name":"m"}""", 201, HadAuthorization: true),
                new RecordedRequest("GET", "/api/model_registry/v1alpha3/registered_models/9", "", "", 404, HadAuthorization: false),
            ],
            _registry.Requests);
        _registry.ClearRequests();
        Assert.Empty(_registry.Requests);
    }

    [Fact]
    public async Task Only_the_last_requests_are_remembered()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            new() { RequestLogCapacity = 2 }, TestContext.Current.CancellationToken);
        using HttpClient http = registry.Connect();
        await http.ReadAsync("registered_models/1");
        await http.ReadAsync("registered_models/2");
        await http.ReadAsync("registered_models/3");

        Assert.Equal("23", string.Concat(registry.Requests.Select(static request => request.Path[^1])));
    }
}
