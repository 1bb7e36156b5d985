using System.Globalization;
using System.Net;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Faults;

/// <summary>Whatever a server answers, a call ends in an exception that blames the server, in bounded memory and time.</summary>
public sealed class HostileResponseTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Pages =>
    [
        "null", "[]", "{}", "7", "\"items\"",
        """{"items":null}""", """{"items":{}}""", """{"items":[null]}""", """{"items":[7]}""", """{"items":[[]]}""",
        """{"items":[{"id":"1","name":"m"},null]}""",
        """{"items":[],"nextPageToken":7}""",
        Bodies.List("""{"name":"m"}"""),
        Bodies.List("""{"id":null,"name":"m"}"""),
        Bodies.List("""{"id":7,"name":"m"}"""),
        Bodies.List("""{"id":"","name":"m"}"""),
        Bodies.List("""{"id":"..","name":"m"}"""),
        Bodies.List("""{"id":"1"}"""),
        Bodies.List("""{"id":"1","name":null}"""),
        Bodies.List("""{"id":"1","name":"\ud800"}"""),
        Bodies.List("""{"id":"1","name":"m","language":[null]}"""),
        Bodies.List("""{"id":"1","name":"m","tasks":["t",null]}"""),
        Bodies.List("""{"id":"1","name":"m","language":"en"}"""),
        Bodies.List("""{"id":"1","name":"m","customProperties":[]}"""),
        Bodies.List("""{"id":"1","name":"m","createTimeSinceEpoch":{}}"""),
        """{"items":[{"id":"1","name":"m"}""",
        new string('[', 100_000),
        Bodies.List($$$"""{"id":"1","name":"m","customProperties":{"p":{{{new string('[', 100_000)}}}}}"""),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_that_is_none_blames_the_server(string body)
    {
        using var network = ScriptedHandler.Responding(body);
        using ModelRegistryClient registry = TestClient.Over(network);
        ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(
            async () => await registry.RegisteredModels.ListAsync().ToListAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith(
            "getRegisteredModels got status 200, but not the JSON that belongs to it: ",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(("getRegisteredModels", HttpStatusCode.OK, false), (exception.Operation, exception.StatusCode, exception.IsTransient));
        Assert.Single(network.Sent);
    }

    [Theory]
    [InlineData("""{"items":[null]}""")]
    [InlineData("""{"items":[{"artifactType":null}]}""")]
    [InlineData("""{"items":[{"artifactType":"model-artifact","id":null}]}""")]
    [InlineData("""{"items":[{"artifactType":"unheard-of"}]}""")]
    [InlineData("""{"items":[{"artifactType":"metric","id":"1","value":"many"}]}""")]
    public async Task A_page_of_artifacts_that_is_none_blames_the_server(string body)
    {
        using var network = ScriptedHandler.Responding(body);
        using ModelRegistryClient registry = TestClient.Over(network);
        Assert.StartsWith(
            "getArtifacts got status 200, but not the JSON that belongs to it: ",
            (await Assert.ThrowsAsync<ModelRegistryException>(
                async () => await registry.Artifacts.ListAsync().ToListAsync(TestContext.Current.CancellationToken))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("created")]
    [InlineData("[]")]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""{"id":null,"name":"m"}""")]
    [InlineData("""{"id":"","name":"m"}""")]
    [InlineData("""{"id":"1","name":"m""")]
    public async Task A_write_whose_answer_can_not_be_read_may_have_been_carried_out(string body)
    {
        using var network = ScriptedHandler.Responding(body, HttpStatusCode.Created);
        using ModelRegistryClient registry = TestClient.Over(network, _ => { });
        ModelRegistryException created = await Assert.ThrowsAsync<ModelRegistryException>(
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" }));
        Assert.Equal((HttpStatusCode.Created, true), (created.StatusCode, created.IsOutcomeUnknown));
        ModelRegistryException updated =
            await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate()));
        Assert.True(updated.IsOutcomeUnknown);
        Assert.Equal(2, network.Sent.Count);

        Assert.False((await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RegisteredModels.GetAsync("1"))).IsOutcomeUnknown);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "text/html")]
    [InlineData(HttpStatusCode.Created, "application/json")]
    [InlineData(HttpStatusCode.Found, "text/html")]
    public async Task A_write_that_a_login_page_answers_may_have_been_carried_out(HttpStatusCode status, string mediaType)
    {
        using var network = new ScriptedHandler(_ => ScriptedHandler.Text("<html>Log in</html>", status, mediaType));
        using ModelRegistryClient registry = TestClient.Over(network);
        Assert.True((await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" }))).IsOutcomeUnknown);
        Assert.False((await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(
            () => registry.RegisteredModels.GetAsync("1"))).IsOutcomeUnknown);
    }

    [Fact]
    public async Task What_is_merely_odd_is_read()
    {
        using var network = ScriptedHandler.Responding(Bodies.List(
            """{"id":"1","name":"","customProperties":null,"state":"NEW","createTimeSinceEpoch":"-","unknown":{"a":[null]}}""",
            """{"id":"2","name":"m","customProperties":{"a":null,"b":{"metadataType":"MetadataStructValue","struct_value":"DEEP"}}}"""
                .Replace("DEEP", string.Concat(Enumerable.Repeat("{\\\"a\\\":", 1000)), StringComparison.Ordinal)));
        using ModelRegistryClient registry = TestClient.Over(network);
        List<RegisteredModel> models = await registry.RegisteredModels.ListAsync().ToListAsync(TestContext.Current.CancellationToken);
        Assert.Empty(models[0].CustomProperties);
        Assert.All(models[1].CustomProperties.Values, value => Assert.IsType<MetadataUnknownValue>(value));
    }

    [Theory]
    [InlineData(0, 100, 1_001)]
    [InlineData(1, 100, 1_001)]
    [InlineData(3, 3, 10_000)]
    [InlineData(5, 3, 10_000)]
    public async Task Pages_without_end_end(int itemsEach, int pageSize, int requests)
    {
        int sent = 0;
        int item = 0;
        using var network = new ScriptedHandler(_ => ScriptedHandler.Json(Bodies.Page(
            (++sent).ToString(CultureInfo.InvariantCulture),
            [.. Enumerable.Range(0, itemsEach).Select(_ => $$"""{"id":"{{++item}}","name":"m"}""")])));
        using ModelRegistryClient registry = TestClient.Over(network);
        int read = 0;
        ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(async () =>
        {
            await foreach (RegisteredModel _ in registry.RegisteredModels.ListAsync(new ListOptions { PageSize = pageSize }))
            {
                read++;
            }
        });
        Assert.StartsWith($"getRegisteredModels responded with {requests} pages, ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("and promises more: the list does not end", exception.Message, StringComparison.Ordinal);
        Assert.Equal("getRegisteredModels", exception.Operation);
        Assert.Equal((requests, (requests - 1) * itemsEach), (sent, read));
    }

    [Theory]
    [InlineData("Content-Length: 9223372036854775807\r\n\r\n{\"id\":", true)]
    [InlineData("Content-Length: 5000000000\r\n\r\n{\"id\":", true)]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\n{\"id\":", false)]
    [InlineData("Content-Length: -1\r\n\r\n{\"id\":", false)]
    [InlineData("Content-Length: 200000000\r\n\r\n{\"id\":", false)]
    [InlineData("Content-Length: 3\r\n\r\n{\"id\":\"1\",\"name\":\"m\"}", false)]
    public async Task A_length_that_lies_is_not_believed(string rest, bool isRefused)
    {
        await using RawServer server = RawServer.Saying(Ok + rest);
        long before = GC.GetTotalAllocatedBytes();
        ModelRegistryException get = await FailAsync<ModelRegistryException>(server, GetAsync);
        ModelRegistryException create = await FailAsync<ModelRegistryException>(server, CreateAsync);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 * 1024 * 1024);
        Assert.True(create.IsOutcomeUnknown);
        Assert.Equal(isRefused, get.Message.Contains("reads at once: the response is longer than", StringComparison.Ordinal));
        Assert.StartsWith("getRegisteredModel ", get.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_body_is_given_up()
    {
        string block = $"100000\r\n{new string(' ', 0x100000)}\r\n";
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(Ok + "Transfer-Encoding: chunked\r\n\r\n");
            while (true)
            {
                await connection.WriteAsync(block);
            }
        });
        ModelRegistryException exception = await FailAsync<ModelRegistryException>(server, GetAsync);
        Assert.StartsWith(
            $"getRegisteredModel got a response from {server.Address.GetLeftPart(UriPartial.Authority)} with more than this client reads",
            exception.Message,
            StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
        Assert.Equal(1, server.Accepted);
    }

    [Theory]
    [InlineData("X-A: {0}\r\n")]
    [InlineData("{0}")]
    public async Task Endless_headers_are_given_up(string header)
    {
        string line = string.Format(CultureInfo.InvariantCulture, header, new string('x', 1000));
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(Ok);
            while (true)
            {
                await connection.WriteAsync(line);
            }
        });
        ModelRegistryException exception = await FailAsync<ModelRegistryException>(server, GetAsync);
        Assert.StartsWith("getRegisteredModel ", exception.Message, StringComparison.Ordinal);
        Assert.True((await FailAsync<ModelRegistryException>(server, CreateAsync)).IsOutcomeUnknown);
    }

    [Fact]
    public async Task Endless_interim_answers_are_given_up()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            while (true)
            {
                await connection.WriteAsync("HTTP/1.1 102 Processing\r\n\r\n");
            }
        });
        Assert.True((await FailAsync<ModelRegistryException>(server, CreateAsync)).IsOutcomeUnknown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_error_that_drips_for_ever_is_given_up(bool resilient)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 500 Internal Server Error\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true)
            {
                await connection.WriteAsync("1\r\nx\r\n");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, connection.Stop);
            }
        });
        var limit = TimeSpan.FromMilliseconds(300);
        Assert.True((await FailAsync<ModelRegistryUnavailableException>(server, CreateAsync, limit, resilient)).IsOutcomeUnknown);
        await FailAsync<ModelRegistryUnavailableException>(server, GetAsync, limit, resilient);
    }

    private static Task GetAsync(ModelRegistryClient registry) => registry.RegisteredModels.GetAsync("1");

    private static Task CreateAsync(ModelRegistryClient registry) =>
        registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" });

    private static async Task<T> FailAsync<T>(
        RawServer server, Func<ModelRegistryClient, Task> call, TimeSpan? limit = null, bool resilient = true)
        where T : Exception
    {
        var options = new ModelRegistryClientOptions { BaseAddress = server.Address };
        options.Resilience.Enabled = resilient;
        options.Resilience.MaxRetries = 1;
        options.Resilience.RetryDelay = TimeSpan.FromMilliseconds(1);
        options.Resilience.AttemptTimeout = limit ?? Patience;
        options.Resilience.TotalTimeout = limit ?? Patience;
        using ModelRegistryClient registry = ModelRegistryClient.Create(options);
        return await Assert.ThrowsAnyAsync<T>(() => call(registry).WaitAsync(Patience + Patience));
    }
}
