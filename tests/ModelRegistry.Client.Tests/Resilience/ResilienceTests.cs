using System.Net;
using System.Net.Http.Headers;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Client.Tests.Versions;

namespace ModelRegistry.Client.Tests.Resilience;

/// <summary>What is sent again, when, and when not. The clock is the tests' own.</summary>
public sealed class ResilienceTests
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(30);

    private readonly InstantTime _time = new(Attempt, Total);

    public static TheoryData<HttpStatusCode> Transient() =>
        [
            HttpStatusCode.RequestTimeout,
            HttpStatusCode.TooManyRequests,
            HttpStatusCode.InternalServerError,
            HttpStatusCode.BadGateway,
            HttpStatusCode.ServiceUnavailable,
            HttpStatusCode.GatewayTimeout,
        ];

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task A_read_is_repeated_until_it_succeeds(HttpStatusCode status)
    {
        using var network = ScriptedHandler.Responding(
            Error(status), Error(status), Error(status), () => ScriptedHandler.Json(Bodies.Model));
        using ModelRegistryClient registry = Connect(network);
        Assert.Equal("m", (await registry.RegisteredModels.GetAsync("1")).Name);
        Assert.Equal(4, network.Sent.Count);
        Assert.Equal(3, _time.Waits.Count);
        Assert.All(_time.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, Total));
    }

    [Fact]
    public async Task Waits_are_spread_so_that_clients_that_failed_together_do_not_come_back_together()
    {
        using var network = ScriptedHandler.Responding(Error(HttpStatusCode.BadGateway));
        using ModelRegistryClient registry = Connect(network);
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => registry.RegisteredModels.GetAsync("1"));
        // Without chance, these are the waits to the millisecond.
        Assert.NotEqual([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)], _time.Waits);
    }

    [Fact]
    public async Task Each_repetition_is_logged_with_its_cause()
    {
        using var log = new ListeningLogger();
        using var network = ScriptedHandler.Responding(
            Error(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(3)),
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "m"),
            () => ScriptedHandler.Json(Bodies.Model));
        using ModelRegistryClient registry = TestClient.Over(network, _ => { }, _time, log);
        await registry.RegisteredModels.GetAsync("1");
        string[] retries = [.. log.Entries.Where(entry => entry.Id == 100).Select(entry => entry.Text)];
        Assert.Equal(2, retries.Length);
        Assert.Equal("GET /api/model_registry/v1alpha3/registered_models/1 failed (503); attempt 1 follows in 3 s", retries[0]);
        Assert.StartsWith(
            "GET /api/model_registry/v1alpha3/registered_models/1 failed (HttpRequestException); attempt 2 follows in ",
            retries[1],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_not_asked_for_again()
    {
        using var network = ScriptedHandler.Responding(
            () => throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "m"));
        using ModelRegistryClient registry = Connect(network);
        ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RegisteredModels.GetAsync("1"));
        Assert.False(exception.IsTransient);
        Assert.Single(network.Sent);
    }

    [Theory]
    [InlineData(HttpStatusCode.ProxyAuthenticationRequired, 1)]
    [InlineData(HttpStatusCode.BadGateway, 4)]
    public async Task A_proxy_that_refuses_is_asked_once(HttpStatusCode status, int sent)
    {
        using var network = ScriptedHandler.Responding(
            () => throw new HttpRequestException(HttpRequestError.ProxyTunnelError, "m", null, status));
        using ModelRegistryClient registry = Connect(network);
        await Assert.ThrowsAnyAsync<ModelRegistryException>(() => registry.RegisteredModels.GetAsync("1"));
        Assert.Equal(sent, network.Sent.Count);
    }

    [Fact]
    public async Task What_a_handler_throws_that_is_no_failure_of_the_network_is_not_repeated()
    {
        using var network = ScriptedHandler.Responding(() => throw new FormatException("m"));
        using ModelRegistryClient registry = Connect(network);
        await Assert.ThrowsAsync<FormatException>(() => registry.RegisteredModels.GetAsync("1"));
        Assert.Single(network.Sent);
    }

    [Fact]
    public async Task A_read_that_keeps_failing_ends_with_the_servers_answer()
    {
        using var network = ScriptedHandler.Responding(Error(HttpStatusCode.BadGateway));
        using ModelRegistryClient registry = Connect(network);
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.RegisteredModels.GetAsync("1"));
        Assert.Equal(HttpStatusCode.BadGateway, exception.StatusCode);
        Assert.Equal(4, network.Sent.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Conflict)]
    public async Task What_would_fail_again_is_not_repeated(HttpStatusCode status)
    {
        using var network = ScriptedHandler.Responding(Error(status));
        using ModelRegistryClient registry = Connect(network);
        await Assert.ThrowsAnyAsync<ModelRegistryException>(() => registry.RegisteredModels.GetAsync("1"));
        // An id that is not found is checked by a list, which is another request.
        Assert.Single(network.Sent, request => request.Path == "registered_models/1");
        Assert.InRange(network.Sent.Count, 1, status == HttpStatusCode.NotFound ? 2 : 1);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task A_write_is_not_repeated_blindly(HttpStatusCode status)
    {
        using var network = ScriptedHandler.Responding(Error(status));
        using ModelRegistryClient registry = Connect(network);
        Assert.True((await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(registry))).IsOutcomeUnknown);
        Assert.True((await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate()))).IsOutcomeUnknown);
        Assert.Equal([HttpMethod.Post, HttpMethod.Patch], network.Sent.Select(sent => sent.Method));
    }

    [Fact]
    public async Task A_write_that_was_refused_before_it_began_is_repeated_with_the_same_body()
    {
        using var network = ScriptedHandler.Responding(
            Error(HttpStatusCode.TooManyRequests),
            () => ScriptedHandler.Text(
                "Datastore service is down. Please contact your administrator.", HttpStatusCode.ServiceUnavailable, "text/plain"),
            Error(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(3)),
            () => ScriptedHandler.Json(Bodies.Model, HttpStatusCode.Created));
        using ModelRegistryClient registry = Connect(network);
        await CreateAsync(registry);
        Assert.Equal(4, network.Sent.Count);
        Assert.All(network.Sent, sent => Assert.Equal("""{"name":"m"}""", sent.Body));
        Assert.Equal(TimeSpan.FromSeconds(3), _time.Waits[2]);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, 2)]
    [InlineData(HttpRequestError.ConnectionError, 2)]
    [InlineData(HttpRequestError.SecureConnectionError, 2)]
    [InlineData(HttpRequestError.ResponseEnded, 1)]
    [InlineData(HttpRequestError.InvalidResponse, 1)]
    [InlineData(HttpRequestError.Unknown, 1)]
    public async Task A_write_is_repeated_only_where_it_was_not_sent(HttpRequestError error, int sent)
    {
        using var network = ScriptedHandler.Responding(
            () => throw new HttpRequestException(error, "m"), () => ScriptedHandler.Json(Bodies.Model));
        using ModelRegistryClient registry = Connect(network);
        if (sent == 2)
        {
            await CreateAsync(registry);
        }
        else
        {
            Assert.True((await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(registry))).IsOutcomeUnknown);
        }

        Assert.Equal(sent, network.Sent.Count);
    }

    [Fact]
    public async Task The_server_says_when_to_come_back()
    {
        using var network = ScriptedHandler.Responding(
            Error(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(17)), () => ScriptedHandler.Json(Bodies.Model));
        using ModelRegistryClient registry = Connect(network);
        await registry.RegisteredModels.GetAsync("1");
        Assert.Equal([TimeSpan.FromSeconds(17)], _time.Waits);
    }

    [Fact]
    public async Task A_wait_that_the_call_has_no_time_for_is_handed_on_at_once()
    {
        using var network = ScriptedHandler.Responding(
            Error(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(20)),
            Error(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(11)));
        using ModelRegistryClient registry = Connect(network);
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.RegisteredModels.GetAsync("1"));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(11)), (exception.StatusCode, exception.RetryAfter));
        Assert.Equal([TimeSpan.FromSeconds(20)], _time.Waits);
        Assert.Equal(2, network.Sent.Count);
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_given_up_and_a_read_repeated()
    {
        using var network = new StallingHandler(_time, Attempt, stalls: 1);
        using ModelRegistryClient registry = Connect(network);
        Assert.Equal("m", (await registry.RegisteredModels.GetAsync("1")).Name);
        Assert.Equal(2, network.Calls);
    }

    [Fact]
    public async Task A_write_that_takes_too_long_is_given_up_with_an_unknown_outcome()
    {
        using var network = new StallingHandler(_time, Attempt, stalls: 1);
        using ModelRegistryClient registry = Connect(network);
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => CreateAsync(registry));
        Assert.True(exception.IsOutcomeUnknown);
        Assert.Contains("within 10 s", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, network.Calls);
    }

    [Fact]
    public async Task A_call_takes_no_longer_than_it_may()
    {
        using var network = new StallingHandler(_time, Attempt, stalls: int.MaxValue);
        using ModelRegistryClient registry = Connect(network);
        DateTimeOffset start = _time.GetUtcNow();
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => registry.RegisteredModels.GetAsync("1"));
        Assert.InRange(_time.GetUtcNow() - start, Attempt, Total + Attempt);
        Assert.InRange(network.Calls, 2, 4);
    }

    [Fact]
    public async Task When_too_much_fails_calls_are_held_back_for_a_while()
    {
        bool isWell = false;
        using var log = new ListeningLogger();
        using var network = new ScriptedHandler(
            _ => isWell ? ScriptedHandler.Json(Bodies.Model) : ScriptedHandler.Error(HttpStatusCode.InternalServerError, "m"));
        using ModelRegistryClient registry = TestClient.Over(
            network,
            options =>
            {
                options.Resilience.MaxRetries = 0;
                options.Resilience.BreakerMinimumThroughput = 10;
                options.Resilience.BreakDuration = TimeSpan.FromSeconds(5);
            },
            _time,
            log);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(
                HttpStatusCode.InternalServerError,
                (await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(registry))).StatusCode);
        }

        ModelRegistryUnavailableException held = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(registry));
        Assert.Null(held.StatusCode);
        Assert.False(held.IsOutcomeUnknown);
        Assert.Contains("circuit breaker", held.Message, StringComparison.Ordinal);
        Assert.InRange(held.RetryAfter!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(10, network.Sent.Count);
        Assert.Equal(
            "Too many calls failed: the circuit breaker holds calls back for 5 s", Assert.Single(
                log.Entries, entry => entry.Id == 101).Text);

        isWell = true;
        _time.Advance(TimeSpan.FromSeconds(6));
        await CreateAsync(registry);
        await CreateAsync(registry);
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        using var network = ScriptedHandler.Responding(Error(HttpStatusCode.BadGateway));
        using ModelRegistryClient off = TestClient.Over(network, options => options.Resilience.Enabled = false, _time);
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => off.RegisteredModels.GetAsync("1"));
        Assert.Single(network.Sent);

        using ModelRegistryClient once = TestClient.Over(network, options => options.Resilience.MaxRetries = 0, _time);
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => once.RegisteredModels.GetAsync("1"));
        Assert.Equal(2, network.Sent.Count);
    }

    [Fact]
    public async Task Switched_off_the_total_still_bounds_a_call()
    {
        using var network = new StallingHandler(_time, Total, stalls: 1);
        using ModelRegistryClient registry = TestClient.Over(network, options => options.Resilience.Enabled = false, _time);
        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => CreateAsync(registry));
        Assert.Contains("within 30 s", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_a_cancellation_at_once()
    {
        using var cancel = new CancellationTokenSource();
        using var network = new ScriptedHandler(_ =>
        {
            cancel.Cancel();
            return ScriptedHandler.Error(HttpStatusCode.BadGateway, "m");
        });
        using ModelRegistryClient registry = Connect(network);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => registry.RegisteredModels.GetAsync("1", cancel.Token));
        Assert.Single(network.Sent);
        Assert.Empty(_time.Waits);
    }

    private static Func<HttpResponseMessage> Error(HttpStatusCode status, TimeSpan? retryAfter = null) => () =>
    {
        HttpResponseMessage response = ScriptedHandler.Error(status, "m");
        response.Headers.RetryAfter = retryAfter is { } wait ? new RetryConditionHeaderValue(wait) : null;
        return response;
    };

    private static Task<RegisteredModel> CreateAsync(ModelRegistryClient registry) =>
        registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" });

    private ModelRegistryClient Connect(HttpMessageHandler network) => TestClient.Over(network, _ => { }, _time);

    /// <summary>Lets a limit pass instead of answering, so many times.</summary>
    private sealed class StallingHandler(InstantTime time, TimeSpan limit, int stalls) : HttpMessageHandler
    {
        private int _calls;

        public int Calls => _calls;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _calls) > stalls)
            {
                return ScriptedHandler.Json(Bodies.Model);
            }

            var given = new TaskCompletionSource<HttpResponseMessage>();
            await using CancellationTokenRegistration registration = cancellationToken.Register(
                () => given.TrySetCanceled(cancellationToken));
            time.Advance(limit);
            return await given.Task;
        }
    }
}
