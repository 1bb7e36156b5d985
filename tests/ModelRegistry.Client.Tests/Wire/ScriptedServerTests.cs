using System.Net;
using ModelRegistry.Client.Tests.Support;
using WireMock.Matchers;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace ModelRegistry.Client.Tests.Wire;

/// <summary>
/// Sequences, pages, redirects and delays of a server that speaks HTTP as it should: the whole client over a real connection.
/// </summary>
public sealed class ScriptedServerTests : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_get_is_sent_until_it_succeeds()
    {
        _server.Responds(
            Script.Get("registered_models/1"),
            Script.Error(HttpStatusCode.ServiceUnavailable, "starting"),
            Script.Text("<html>bad gateway</html>", HttpStatusCode.BadGateway, "text/html"),
            Script.Json(Bodies.Model));
        using ModelRegistryClient registry = Connect();

        Assert.Equal("m", (await registry.RegisteredModels.GetAsync("1")).Name);

        Assert.Equal(Enumerable.Repeat("GET registered_models/1", 3), _server.Received());
    }

    [Fact]
    public async Task A_write_is_sent_again_only_where_the_server_says_that_it_was_not_carried_out()
    {
        _server.Responds(
            Script.Post("registered_models"),
            Script.Error(HttpStatusCode.TooManyRequests, "slow down").WithHeader("Retry-After", "0"),
            Script.Json(Bodies.Model, HttpStatusCode.Created),
            Script.Error(HttpStatusCode.InternalServerError, "the connection broke"));
        using ModelRegistryClient registry = Connect();
        var model = new RegisteredModelCreate { Name = "m" };

        Assert.Equal("1", (await registry.RegisteredModels.CreateAsync(model)).Id);
        Assert.Equal(2, _server.LogEntries.Count);
        Assert.All(_server.LogEntries, entry => Assert.Equal("""{"name":"m"}""", entry.RequestMessage!.Body));

        ModelRegistryException exception = await Assert.ThrowsAnyAsync<ModelRegistryException>(
            () => registry.RegisteredModels.CreateAsync(model));
        Assert.True(exception.IsOutcomeUnknown);
        Assert.Equal(3, _server.LogEntries.Count);
    }

    [Fact]
    public async Task A_list_goes_from_page_to_page_over_one_that_fails_at_first()
    {
        string Model(int id) => Bodies.Model.Replace("\"id\":\"1\"", $"\"id\":\"{id}\"", StringComparison.Ordinal);
        _server.Responds(
            Script.Get("registered_models").WithParam("nextPageToken", MatchBehaviour.RejectOnMatch),
            Script.Json(Bodies.Page("second", Model(1), Model(2))));
        _server.Responds(
            Script.Get("registered_models").WithParam("nextPageToken", "second"),
            Script.Error(HttpStatusCode.ServiceUnavailable, "restarting"),
            Script.Json(Bodies.Page("third", Model(3), Model(4))));
        _server.Responds(Script.Get("registered_models").WithParam("nextPageToken", "third"), Script.Json(Bodies.List(Model(5))));
        using ModelRegistryClient registry = Connect();

        List<string> ids = [];
        await foreach (RegisteredModel model in registry.RegisteredModels.ListAsync(new ListOptions { PageSize = 2 }))
        {
            ids.Add(model.Id);
        }

        Assert.Equal(["1", "2", "3", "4", "5"], ids);
        Assert.Equal(
            [
                "GET registered_models?pageSize=2",
                "GET registered_models?pageSize=2&nextPageToken=second",
                "GET registered_models?pageSize=2&nextPageToken=second",
                "GET registered_models?pageSize=2&nextPageToken=third",
            ],
            _server.Received());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_redirect_to_a_login_page_is_not_followed(bool resilient)
    {
        _server.Responds(Script.Get("registered_models/1"), Script.Redirect(HttpStatusCode.Found, "https://login.test/oauth"));
        using ModelRegistryClient registry = Connect(resilient);

        var exception = await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(() => registry.RegisteredModels.GetAsync("1"));

        Assert.Contains("https://login.test", exception.Message, StringComparison.Ordinal);
        Assert.Single(_server.LogEntries);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_success_that_is_a_page_or_other_json_is_no_success(bool resilient)
    {
        _server.Responds(Script.Get("registered_models/1"), Script.Text("<html></html>", HttpStatusCode.OK, "text/html"));
        _server.Responds(Script.Get("registered_models/2"), Script.Json("""{"a":[]}"""));
        using ModelRegistryClient registry = Connect(resilient);

        await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(() => registry.RegisteredModels.GetAsync("1"));
        Assert.Equal(
            HttpStatusCode.OK,
            (await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RegisteredModels.GetAsync("2"))).StatusCode);
        Assert.Equal(2, _server.LogEntries.Count);
    }

    [Fact]
    public async Task A_response_that_is_late_is_given_up_and_asked_for_again()
    {
        using var late = new CancellationTokenSource();
        _server.Responds(
            Script.Get("registered_models/1"),
            // Until the end of the test.
            Response.Create().WithCallback(async _ =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return new WireMock.ResponseMessage { StatusCode = 200 };
            }),
            Script.Json(Bodies.Model));
        using ModelRegistryClient registry = Connect(configure: options => options.AttemptTimeout = TimeSpan.FromSeconds(1));

        Assert.Equal("m", (await registry.RegisteredModels.GetAsync("1")).Name);

        await late.CancelAsync();
    }

    private ModelRegistryClient Connect(bool resilient = true, Action<ModelRegistryResilienceOptions>? configure = null)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = new Uri(_server.Url!) };
        options.Resilience.Enabled = resilient;
        options.Resilience.RetryDelay = TimeSpan.FromMilliseconds(1);
        configure?.Invoke(options.Resilience);
        return ModelRegistryClient.Create(options);
    }
}
