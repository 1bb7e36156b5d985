using System.Net;
using ModelRegistry.Client.Tests.Support;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace ModelRegistry.Client.Tests.Errors;

/// <summary>
/// Whatever stands in the body of an error, the exception says which operation failed, with which status, and no more than is needed.
/// </summary>
public sealed class ErrorResponseTests : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task The_servers_own_error_is_read()
    {
        ModelRegistryException exception = await FailAsync(
            Script.Error(HttpStatusCode.BadRequest, "invalid registered model ID: bad request"));
        Assert.Equal(typeof(ModelRegistryException), exception.GetType());
        Assert.Equal("getRegisteredModel", exception.Operation);
        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        Assert.Equal("invalid registered model ID: bad request", exception.ServerMessage);
        Assert.Equal("getRegisteredModel failed with status 400 Bad Request: invalid registered model ID", exception.Message);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task A_404_of_the_registry_is_not_found_and_one_of_anybody_else_is_not()
    {
        Assert.IsType<ModelRegistryNotFoundException>(
            await FailAsync(Script.Error(HttpStatusCode.NotFound, "no registered model found for id 7: not found")));

        ModelRegistryException text = await FailAsync(Script.Text("404 page not found\n", HttpStatusCode.NotFound, "text/plain"));
        Assert.Equal(typeof(ModelRegistryException), text.GetType());
        Assert.Equal("404 page not found", text.ServerMessage);
        Assert.Contains($"no Model Registry API is at {_server.Url}. Check the address.", text.Message, StringComparison.Ordinal);

        ModelRegistryException html = await FailAsync(Script.Text("<html>nope</html>", HttpStatusCode.NotFound, "text/html"));
        Assert.Equal(typeof(ModelRegistryException), html.GetType());
        Assert.Null(html.ServerMessage);

        const string status =
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"the server could not find the requested resource","reason":"NotFound","details":{},"code":404}""";
        ModelRegistryException kubernetes = await FailAsync(Script.Json(status, HttpStatusCode.NotFound));
        Assert.Equal(typeof(ModelRegistryException), kubernetes.GetType());
        Assert.Equal("the server could not find the requested resource", kubernetes.ServerMessage);
    }

    [Fact]
    public async Task Find_by_external_id_takes_only_the_registrys_own_404_for_none()
    {
        _server.Responds(
            Script.Get("registered_model"),
            Script.Error(HttpStatusCode.NotFound, "no registered models found: not found"),
            Script.Text("404 page not found\n", HttpStatusCode.NotFound, "text/plain"));
        using ModelRegistryClient registry = Connect();
        Assert.Null(await registry.RegisteredModels.FindByExternalIdAsync("x"));
        await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RegisteredModels.FindByExternalIdAsync("x"));
    }

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("{", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("\"text\"", "application/json")]
    [InlineData("{\"code\":{\"a\":[", "application/json")]
    [InlineData("<html><body>secret</body></html>", "text/plain")]
    [InlineData("<html><body>secret</body></html>", "text/html")]
    [InlineData("not json", "application/json")]
    [InlineData("\u0000\u0001", "application/octet-stream")]
    public async Task A_body_that_says_nothing_leaves_the_status(string body, string mediaType)
    {
        ModelRegistryException exception = await FailAsync(Script.Text(body, HttpStatusCode.Conflict, mediaType));
        Assert.IsType<ModelRegistryConflictException>(exception);
        Assert.Null(exception.ServerMessage);
        Assert.Equal("getRegisteredModel failed with status 409 Conflict", exception.Message);
    }

    [Theory]
    [InlineData("""{"code":"Not Found","message":"gone"}trailing""", "gone")]
    [InlineData("""{"code":"Not Found","message":"gone","details":{"a":[1,2""", "gone")]
    [InlineData("""{"code":"Not Found","message":"gone""", null)]
    [InlineData("""{"code":"Not Found","message":"\u00e9\r\nsecond line"}""", "é")]
    [InlineData("""{"code":"Not Found","message":"tab\tand bell\u0007"}""", "tab and bell ")]
    public async Task What_was_read_before_the_body_broke_off_counts(string body, string? message)
    {
        ModelRegistryNotFoundException exception = Assert.IsType<ModelRegistryNotFoundException>(
            await FailAsync(Script.Json(body, HttpStatusCode.NotFound)));
        Assert.Equal(message, exception.ServerMessage);
    }

    [Fact]
    public async Task A_giant_message_is_shortened()
    {
        ModelRegistryException exception = await FailAsync(Script.Error(HttpStatusCode.InternalServerError, new string('x', 10_000)));
        Assert.Equal(1001, exception.ServerMessage!.Length);
        Assert.EndsWith("x…", exception.ServerMessage, StringComparison.Ordinal);

        ModelRegistryException endless = await FailAsync(Script.Text(new string('y', 1_000_000), HttpStatusCode.BadGateway, "text/plain"));
        Assert.Equal(1001, endless.ServerMessage!.Length);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout, true)]
    [InlineData(HttpStatusCode.TooManyRequests, true)]
    [InlineData(HttpStatusCode.InternalServerError, true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, true)]
    [InlineData(HttpStatusCode.UnprocessableEntity, false)]
    [InlineData(HttpStatusCode.MethodNotAllowed, false)]
    public async Task What_may_pass_is_said(HttpStatusCode status, bool transient)
    {
        ModelRegistryException exception = await FailAsync(Script.Error(status, "m"));
        Assert.Equal(transient, exception.IsTransient);
        Assert.Equal(transient, exception is ModelRegistryUnavailableException);
        Assert.False(exception.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_write_that_failed_inside_has_an_unknown_outcome_and_one_that_was_refused_has_not()
    {
        Assert.True((await FailToCreateAsync(Script.Error(HttpStatusCode.InternalServerError, "m"))).IsOutcomeUnknown);
        Assert.True((await FailToCreateAsync(Script.Text(
            "upstream connect error or disconnect/reset before headers",
            HttpStatusCode.ServiceUnavailable,
            "text/plain"))).IsOutcomeUnknown);
        Assert.False((await FailToCreateAsync(Script.Text(
            "Datastore service is down. Please contact your administrator.",
            HttpStatusCode.ServiceUnavailable,
            "text/plain"))).IsOutcomeUnknown);
        Assert.False((await FailToCreateAsync(Script.Error(HttpStatusCode.TooManyRequests, "m"))).IsOutcomeUnknown);

        ModelRegistryException later = await FailToCreateAsync(
            Script.Error(HttpStatusCode.ServiceUnavailable, "m").WithHeader("Retry-After", "7"));
        Assert.False(later.IsOutcomeUnknown);
        Assert.Equal(TimeSpan.FromSeconds(7), later.RetryAfter);
    }

    [Fact]
    public async Task A_date_to_retry_at_counts_against_the_servers_clock()
    {
        // A well-behaved server says what time it is.
        await using RawServer server = RawServer.Saying(
            "HTTP/1.1 429 Too Many Requests\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nRetry-After: Thu, 01 Jan 1970 00:01:30 "
                + "GMT\r\nContent-Length: 0\r\n\r\n");
        using ModelRegistryClient registry = Connect(options => options.BaseAddress = server.Address);
        ModelRegistryException exception = await Assert.ThrowsAnyAsync<ModelRegistryException>(
            () => registry.RegisteredModels.GetAsync("1"));
        Assert.Equal(TimeSpan.FromSeconds(90), exception.RetryAfter);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_caller_who_is_not_let_in_is_told_whether_a_token_was_sent(HttpStatusCode status)
    {
        _server.Responds(Script.Get("registered_models/1"), Script.Text("Unauthorized\n", status, "text/plain"));
        using ModelRegistryClient without = Connect();
        ModelRegistryUnauthorizedException exception = await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(
            () => without.RegisteredModels.GetAsync("1"));
        Assert.Equal(status, exception.StatusCode);
        Assert.Contains("No token was sent", exception.Message, StringComparison.Ordinal);

        using ModelRegistryClient with = Connect(options => options.Token = "t");
        exception = await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(() => with.RegisteredModels.GetAsync("1"));
        Assert.Contains("The token that was sent is not accepted", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Found)]
    public async Task A_login_page_does_not_say_whether_a_write_was_carried_out(HttpStatusCode status)
    {
        ModelRegistryException write = await FailToCreateAsync(Script.Text("<html></html>", status, "text/html"));
        ModelRegistryException read = await FailAsync(Script.Text("<html></html>", status, "text/html"));

        Assert.IsType<ModelRegistryUnauthorizedException>(write);
        Assert.True(write.IsOutcomeUnknown);
        Assert.False(read.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_login_page_is_named_as_such()
    {
        ModelRegistryException redirect = await FailAsync(
            Script.Redirect(HttpStatusCode.Found, "https://user:pw@login.test/oauth/authorize?client_id=x&state=secret"));
        Assert.IsType<ModelRegistryUnauthorizedException>(redirect);
        Assert.Contains(
            "a redirect to https://login.test (status 302) in response, as from a login page", redirect.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", redirect.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("pw", redirect.ToString(), StringComparison.Ordinal);

        ModelRegistryException relative = await FailAsync(Script.Redirect(HttpStatusCode.SeeOther, "/login"));
        Assert.Contains("a redirect to another page (status 303)", relative.Message, StringComparison.Ordinal);

        Assert.IsType<ModelRegistryUnauthorizedException>(
            await FailAsync(Script.Text("<!DOCTYPE html><title>Log in</title>", HttpStatusCode.OK, "text/html")));

        // Also where the page claims to be JSON.
        var page = Assert.IsType<ModelRegistryUnauthorizedException>(
            await FailAsync(Script.Text(" \n<html>Log in</html>", HttpStatusCode.OK, "application/json")));
        Assert.Contains("an HTML page (status 200)", page.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"id":7}""")]
    [InlineData("""{"id":"1","name":"m","customProperties":[]}""")]
    [InlineData("""{"id":"1","na""")]
    public async Task A_success_with_another_body_is_an_error(string body)
    {
        ModelRegistryException exception = await FailAsync(Script.Json(body));
        Assert.Equal(typeof(ModelRegistryException), exception.GetType());
        Assert.Equal(HttpStatusCode.OK, exception.StatusCode);
        Assert.StartsWith(
            "getRegisteredModel got status 200, but not the JSON that belongs to it", exception.Message, StringComparison.Ordinal);
    }

    private async Task<ModelRegistryException> FailAsync(IResponseBuilder response)
    {
        _server.Reset();
        _server.Responds(Script.Get("registered_models/1"), response);
        using ModelRegistryClient registry = Connect();
        return await Assert.ThrowsAnyAsync<ModelRegistryException>(() => registry.RegisteredModels.GetAsync("1"));
    }

    private async Task<ModelRegistryException> FailToCreateAsync(IResponseBuilder response)
    {
        _server.Reset();
        _server.Responds(Script.Post("registered_models"), response);
        using ModelRegistryClient registry = Connect();
        return await Assert.ThrowsAnyAsync<ModelRegistryException>(
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" }));
    }

    private ModelRegistryClient Connect(Action<ModelRegistryClientOptions>? configure = null)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = new Uri(_server.Url!) };
        options.Resilience.Enabled = false;
        configure?.Invoke(options);
        return ModelRegistryClient.Create(options);
    }
}
