using System.Text;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Faults;

/// <summary>Whatever goes wrong on the wire ends in the right exception, within its time, and leaves no connection behind.</summary>
public sealed class WireFaultTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\n";

    // Far longer than any of these answers takes, far shorter than a test run: only the stalls reach it, by way of the attempt's limit.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_before_the_answer(bool resilient)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            connection.Reset();
        });
        ModelRegistryUnavailableException get = await FailAsync<ModelRegistryUnavailableException>(server, resilient, GetAsync);
        Assert.True(get.IsTransient);
        Assert.False(get.IsOutcomeUnknown);
        Assert.True((await FailAsync<ModelRegistryUnavailableException>(server, resilient, CreateAsync)).IsOutcomeUnknown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_amid_the_headers(bool resilient)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(Ok);
            connection.Reset();
        });
        Assert.True((await FailAsync<ModelRegistryUnavailableException>(server, resilient, CreateAsync)).IsOutcomeUnknown);
    }

    [Theory]
    [InlineData(true, "Content-Length: 500\r\n\r\n{\"id\":\"1\",")]
    [InlineData(false, "Content-Length: 500\r\n\r\n{\"id\":\"1\",")]
    [InlineData(true, "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"id\":\"1\"\r\n")]
    [InlineData(false, "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"id\":\"1\"\r\n")]
    [InlineData(true, "Transfer-Encoding: chunked\r\n\r\nzzz\r\n")]
    [InlineData(false, "Transfer-Encoding: chunked\r\n\r\nzzz\r\n")]
    public async Task A_body_that_breaks_off(bool resilient, string rest)
    {
        await using RawServer server = RawServer.Saying(Ok + rest);
        await FailAsync<ModelRegistryUnavailableException>(server, resilient, GetAsync);
        Assert.True((await FailAsync<ModelRegistryUnavailableException>(server, resilient, CreateAsync)).IsOutcomeUnknown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_stalls_is_given_up_and_its_connection_closed(bool resilient)
    {
        var closed = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(Ok + "Content-Length: 500\r\n\r\n{\"id\":");
            await connection.UntilClosedAsync();
            closed.TrySetResult();
        });
        ModelRegistryUnavailableException exception = await FailAsync<ModelRegistryUnavailableException>(
            server, resilient, CreateAsync, TimeSpan.FromMilliseconds(300));
        Assert.True(exception.IsOutcomeUnknown);
        Assert.Contains(
            "was given up: " + server.Address.GetLeftPart(UriPartial.Authority) + " sent no complete response within 0.3 s",
            exception.Message,
            StringComparison.Ordinal);
        await closed.Task.WaitAsync(Patience);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_drips_is_given_up(bool resilient)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(Ok + "Transfer-Encoding: chunked\r\n\r\n");
            while (true)
            {
                await connection.WriteAsync("1\r\n \r\n");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, connection.Stop);
            }
        });
        await FailAsync<ModelRegistryUnavailableException>(server, resilient, CreateAsync, TimeSpan.FromMilliseconds(300));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_who_cancels_gets_a_cancellation(bool resilient)
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(Ok + "Content-Length: 500\r\n\r\n{\"id\":");
            await cancel.CancelAsync();
            await connection.UntilClosedAsync();
        });
        using ModelRegistryClient registry = Connect(server, resilient, Patience);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => registry.RegisteredModels.GetAsync("1", cancel.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_giant_error_is_not_read_to_its_end(bool resilient)
    {
        long written = 0;
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 418 Teapot\r\nContent-Type: text/plain\r\nContent-Length: 10000000000\r\n\r\n");
            string block = new('x', 64 * 1024);
            while (true)
            {
                await connection.WriteAsync(block);
                Interlocked.Add(ref written, block.Length);
            }
        });
        ModelRegistryException exception = await FailAsync<ModelRegistryException>(server, resilient, CreateAsync);
        Assert.Equal(418, (int)exception.StatusCode!);
        Assert.Equal(1001, exception.ServerMessage!.Length);
        Assert.InRange(Interlocked.Read(ref written), 0, 256 * 1024 * 1024);
    }

    [Theory]
    [InlineData(true, "Transfer-Encoding: chunked\r\n\r\n")]
    [InlineData(false, "Transfer-Encoding: chunked\r\n\r\n")]
    [InlineData(true, "Connection: close\r\n\r\n")]
    [InlineData(false, "Connection: close\r\n\r\n")]
    [InlineData(true, "Content-Length: 0\r\n\r\n")]
    public async Task Bodies_of_any_framing_are_read_and_an_empty_one_is_an_error(bool resilient, string framing)
    {
        string body = framing.Contains("chunked", StringComparison.Ordinal)
            ? string.Concat(Bodies.Model.Chunk(7).Select(part => $"{part.Length:x}\r\n{new string(part)}\r\n")) + "0\r\n\r\n"
            : framing.Contains("close", StringComparison.Ordinal) ? Bodies.Model : "";
        await using RawServer server = RawServer.Saying(Ok + framing + body);
        if (body.Length == 0)
        {
            await FailAsync<ModelRegistryException>(server, resilient, GetAsync);
        }
        else
        {
            using ModelRegistryClient registry = Connect(server, resilient, Patience);
            Assert.Equal("m", (await registry.RegisteredModels.GetAsync("1")).Name);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("")]
    public async Task Interim_answers_and_repeated_headers_do_not_matter(string before)
    {
        int length = Encoding.UTF8.GetByteCount(Bodies.Model);
        await using RawServer server = RawServer.Saying(
            $"{before}{Ok}X-Twice: a\r\nX-Twice: b\r\nContent-Type: application/json\r\nRetry-After: soon\r\nRetry-After: "
                + $"5\r\nContent-Length: {length}\r\n\r\n{Bodies.Model}");
        using ModelRegistryClient registry = Connect(server, true, Patience);
        Assert.Equal("m", (await registry.RegisteredModels.GetAsync("1")).Name);
    }

    [Theory]
    [InlineData("not http at all\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef")]
    public async Task What_is_no_http_is_no_answer(string answer)
    {
        await using RawServer server = RawServer.Saying(answer);
        using ModelRegistryClient registry = Connect(server, true, Patience);
        await Assert.ThrowsAnyAsync<ModelRegistryException>(() => CreateAsync(registry));
    }

    [Fact]
    public async Task Connections_are_used_again_after_errors()
    {
        await using var server = new RawServer(async connection =>
        {
            while (true)
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 38\r\n\r\n"
                    + "{\"code\":\"Not Found\",\"message\":\"none.\"}");
            }
        });
        using ModelRegistryClient registry = Connect(server, true, Patience);
        for (int i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<ModelRegistryNotFoundException>(() => registry.RegisteredModels.GetAsync("1"));
        }

        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_said_and_nothing_was_carried_out()
    {
        using var dead = new DeadAddress();
        using ModelRegistryClient registry = Connect(dead.Uri, true, Patience);
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => CreateAsync(registry));
        Assert.False(exception.IsOutcomeUnknown);
        Assert.StartsWith(
            $"createRegisteredModel got no response from {dead.Uri.GetLeftPart(UriPartial.Authority)}: ",
            exception.Message,
            StringComparison.Ordinal);
    }

    private static Task GetAsync(ModelRegistryClient registry) => registry.RegisteredModels.GetAsync("1");

    private static Task CreateAsync(ModelRegistryClient registry) =>
        registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" });

    private static async Task<T> FailAsync<T>(
        RawServer server, bool resilient, Func<ModelRegistryClient, Task> call, TimeSpan? limit = null)
            where T : Exception
    {
        using ModelRegistryClient registry = Connect(server, resilient, limit ?? Patience);
        return await Assert.ThrowsAsync<T>(() => call(registry).WaitAsync(Patience + Patience));
    }

    private static ModelRegistryClient Connect(RawServer server, bool resilient, TimeSpan limit) =>
        Connect(server.Address, resilient, limit);

    private static ModelRegistryClient Connect(Uri address, bool resilient, TimeSpan limit)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = address };
        options.Resilience.Enabled = resilient;
        options.Resilience.MaxRetries = 1;
        options.Resilience.RetryDelay = TimeSpan.FromMilliseconds(1);
        options.Resilience.AttemptTimeout = limit;
        options.Resilience.TotalTimeout = resilient ? limit + limit : limit;
        return ModelRegistryClient.Create(options);
    }
}
