using System.Collections.Concurrent;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using ModelRegistry.Client.Tests.Support;
using Polly;

namespace ModelRegistry.Client.Tests.Resilience;

/// <summary>What exactly the guard of writes lets through, what it refuses, and what callers and handlers are told.</summary>
public sealed class WriteGuardTests
{
    private static readonly Uri Address = new("http://registry.test:8080");

    private delegate Task<HttpResponseMessage> Handling(
        HttpRequestMessage request, Func<HttpRequestMessage, Task<HttpResponseMessage>> send);

    [Fact]
    public async Task A_slow_write_is_not_hurried_by_hedging()
    {
        // The response comes when the write has been hedged as often as it may.
        var hedged = new CountdownEvent(3);
        using var network = new BlockingHandler(async cancellationToken =>
        {
            while (!hedged.IsSet)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
            }

            return ScriptedHandler.Json(Bodies.Model, HttpStatusCode.Created);
        });
        await using ServiceProvider provider = Provide(network, client =>
        {
            client.AddStandardHedgingHandler().Configure(options =>
            {
                options.Hedging.MaxHedgedAttempts = 2;
                options.Hedging.Delay = TimeSpan.FromMilliseconds(1);
            });
            client.AddHttpMessageHandler(() => new Doing(async (request, send) =>
            {
                hedged.Signal();
                return await send(request);
            }));
        });
        Assert.Equal("m", (await CreateAsync(provider)).Name);
        Assert.Equal(1, network.Calls);
    }

    [Fact]
    public async Task A_request_of_a_handlers_own_is_let_through()
    {
        using var network = new ScriptedHandler(sent => sent.Uri.Host == "identity.test"
            ? ScriptedHandler.Json("""{"access_token":"t"}""")
            : ScriptedHandler.Json(Bodies.Model, HttpStatusCode.Created));
        await using ServiceProvider provider = Provide(network, async (request, send) =>
        {
            for (int i = 0; i < 2; i++)
            {
                using var own = new HttpRequestMessage(HttpMethod.Post, "http://identity.test/token");
                own.Content = new StringContent("grant");
                (await send(own)).EnsureSuccessStatusCode();
            }

            return await send(request);
        });
        await CreateAsync(provider);
        Assert.Equal(
            ["/token", "/token", "/api/model_registry/v1alpha3/registered_models"], network.Sent.Select(sent => sent.Uri.AbsolutePath));
    }

    [Fact]
    public async Task Each_call_may_send_its_write()
    {
        using var network = ScriptedHandler.Responding(Bodies.Model, HttpStatusCode.Created);
        await using ServiceProvider provider = Provide(network, _ => { });
        await CreateAsync(provider);
        await CreateAsync(provider);
        await Task.WhenAll(CreateAsync(provider), CreateAsync(provider));
        Assert.Equal(4, network.Sent.Count);
    }

    [Fact]
    public async Task A_call_within_a_handler_is_a_call_of_its_own()
    {
        using var network = ScriptedHandler.Responding(Bodies.Model, HttpStatusCode.Created);
        using ModelRegistryClient other = TestClient.Over(network);
        await using ServiceProvider provider = Provide(network, async (request, send) =>
        {
            await other.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "other" });
            return await send(request);
        });
        await CreateAsync(provider);
        Assert.Equal(["""{"name":"other"}""", """{"name":"m"}"""], network.Sent.Select(sent => sent.Body));
    }

    [Fact]
    public async Task A_sending_that_comes_after_the_call_is_refused_too()
    {
        using var network = ScriptedHandler.Responding(Bodies.Model, HttpStatusCode.Created);
        var over = new TaskCompletionSource();
        Task<Exception?> late = Task.FromResult<Exception?>(null);
        await using ServiceProvider provider = Provide(network, async (request, send) =>
        {
            HttpResponseMessage response = await send(request);
            var clone = new HttpRequestMessage(request.Method, request.RequestUri);
            late = Record.ExceptionAsync(async () =>
            {
                await over.Task;
                await send(clone);
            }).AsTask();
            return response;
        });
        await CreateAsync(provider);
        over.SetResult();
        Assert.Contains("was not sent again", (await late)!.Message, StringComparison.Ordinal);
        Assert.Single(network.Sent);
    }

    [Fact]
    public async Task A_clone_below_another_prefix_is_recognised()
    {
        using var network = ScriptedHandler.Responding(() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "lost"));
        await using ServiceProvider provider = Provide(network, async (request, send) =>
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => send(Through("/a", request)));
            return await send(Through("/b", request));
        });
        ModelRegistryUnavailableException exception =
            await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(provider));
        Assert.True(exception.IsOutcomeUnknown);
        Assert.Equal("/a/registered_models", Assert.Single(network.Sent).Uri.AbsolutePath);

        static HttpRequestMessage Through(string prefix, HttpRequestMessage request) =>
            new(request.Method, $"http://gateway.test{prefix}/{request.RequestUri!.Segments[^1]}");
    }

    [Fact]
    public async Task The_refusal_names_its_cause_to_handlers_the_log_and_the_caller()
    {
        using var network = ScriptedHandler.Responding(() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "lost"));
        var log = new ConcurrentQueue<string>();
        Exception? seen = null;
        await using ServiceProvider provider = Provide(
            network,
            client => client.AddHttpMessageHandler(() => new Doing(async (request, send) =>
            {
                await Assert.ThrowsAsync<HttpRequestException>(() => send(request));
                seen = await Record.ExceptionAsync(() => send(request));
                throw new InvalidOperationException("the handler's own", seen);
            })),
            log);
        ModelRegistryUnavailableException exception =
            await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(provider));
        Assert.StartsWith("createRegisteredModel was not sent again, since it could be ", seen!.Message, StringComparison.Ordinal);
        Assert.Equal("lost", seen.InnerException!.Message);
        Assert.Equal("createRegisteredModel got no response from http://registry.test:8080: lost", exception.Message);
        Assert.Equal("the handler's own", exception.InnerException!.Message);
        Assert.True(exception.IsOutcomeUnknown);
        Assert.Contains(log, line => line.Contains("application sent createRegisteredModel again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_response_that_a_handler_makes_up_does_not_hide_what_became_of_the_write()
    {
        using var network = ScriptedHandler.Responding(() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "lost"));
        await using ServiceProvider provider = Provide(network, async (request, send) =>
        {
            await Record.ExceptionAsync(() => send(request));
            HttpResponseMessage made = ScriptedHandler.Error(HttpStatusCode.TooManyRequests, "made up");
            made.Headers.RetryAfter = new(TimeSpan.Zero);
            return made;
        });
        ModelRegistryUnavailableException exception =
            await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(provider));
        Assert.True(exception.IsOutcomeUnknown);
        Assert.Equal("createRegisteredModel got no response from http://registry.test:8080: lost", exception.Message);
        Assert.Single(network.Sent);
    }

    [Fact]
    public async Task An_answer_that_a_handler_drops_leaves_the_outcome_open()
    {
        using var network = ScriptedHandler.Responding(Bodies.Model, HttpStatusCode.Created);
        await using ServiceProvider provider = Provide(network, async (request, send) =>
        {
            (await send(request)).Dispose();
            return await send(request);
        });
        ModelRegistryUnavailableException exception =
            await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(provider));
        Assert.Equal((HttpStatusCode.Created, true), (exception.StatusCode, exception.IsOutcomeUnknown));
        Assert.Single(network.Sent);
    }

    [Fact]
    public async Task A_sending_at_the_same_time_waits_for_the_first_and_then_is_refused()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        using var network = new BlockingHandler(_ => answer.Task);
        await using ServiceProvider provider = Provide(network, async (request, send) =>
        {
            Task<HttpResponseMessage> first = send(request);
            var clone = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            Task<HttpResponseMessage> second = send(clone);
            Assert.False(second.IsCompleted);
            answer.SetResult(ScriptedHandler.Json(Bodies.Model, HttpStatusCode.Created));
            HttpResponseMessage response = await first;
            // Of the kind after which a hedging handler goes on waiting for the first.
            HttpRequestException refusal = await Assert.ThrowsAsync<HttpRequestException>(() => second);
            Assert.Contains("was not sent again", refusal.Message, StringComparison.Ordinal);
            return response;
        });
        Assert.Equal("m", (await CreateAsync(provider)).Name);
        Assert.Equal(1, network.Calls);
    }

    [Fact]
    public async Task Limits_and_breakers_of_the_application_tell_whether_the_write_was_sent()
    {
        using var network = new BlockingHandler(async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException();
        });
        await using ServiceProvider timeout = Provide(network, client => client.AddResilienceHandler(
            "timeout", pipeline => pipeline.AddTimeout(TimeSpan.FromMilliseconds(50))));
        ModelRegistryUnavailableException given = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(timeout));
        Assert.True(given.IsOutcomeUnknown);
        Assert.Contains("within 0.05 s", given.Message, StringComparison.Ordinal);

        await using ServiceProvider own = Provide(network, async (request, send) =>
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            return await send(request).WaitAsync(limit.Token);
        });
        ModelRegistryUnavailableException cancelled = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(own));
        Assert.True(cancelled.IsOutcomeUnknown);
        Assert.StartsWith("createRegisteredModel was given up by a handler around", cancelled.Message, StringComparison.Ordinal);

        await using ServiceProvider limiter = Provide(network, client => client.AddResilienceHandler(
            "limiter", pipeline => pipeline.AddConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 1 })));
        Task<RegisteredModel> first = CreateAsync(limiter);
        ModelRegistryUnavailableException held = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(limiter));
        Assert.False(held.IsOutcomeUnknown);
        Assert.StartsWith("createRegisteredModel was not sent: ", held.Message, StringComparison.Ordinal);
        Assert.False(first.IsCompleted);
    }

    [Fact]
    public async Task A_breaker_that_opens_after_the_sending_does_not_deny_it()
    {
        using var network = ScriptedHandler.Responding(() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "lost"));
        await using ServiceProvider provider = Provide(network, async (request, send) =>
        {
            await Record.ExceptionAsync(() => send(request));
            throw new Polly.CircuitBreaker.BrokenCircuitException("open");
        });
        Assert.True((await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(provider))).IsOutcomeUnknown);

        using var answering = ScriptedHandler.Responding(Bodies.Model, HttpStatusCode.Created);
        await using ServiceProvider after = Provide(answering, async (request, send) =>
        {
            (await send(request)).Dispose();
            throw new Polly.CircuitBreaker.BrokenCircuitException("open");
        });
        ModelRegistryUnavailableException dropped = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(after));
        Assert.Equal((HttpStatusCode.Created, true), (dropped.StatusCode, dropped.IsOutcomeUnknown));

        await using ServiceProvider before = Provide(network, client => client.AddHttpMessageHandler(() => new Doing(
            (_, _) => throw new Polly.CircuitBreaker.BrokenCircuitException("open"))));
        Assert.False((await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => CreateAsync(before))).IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_write_that_no_connection_was_there_for_is_sent_again()
    {
        using var network = ScriptedHandler.Responding(
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            () => throw new HttpRequestException(HttpRequestError.NameResolutionError, "unknown"),
            () => ScriptedHandler.Json(Bodies.Model, HttpStatusCode.Created));
        await using ServiceProvider provider = Provide(network, Standard);
        await CreateAsync(provider);
        Assert.Equal(3, network.Sent.Count);
    }

    [Fact]
    public async Task A_refused_token_is_not_sent_with_the_write_again()
    {
        int asked = 0;
        using var network = new ScriptedHandler(sent => sent.Authorization == "Bearer t1"
            ? ScriptedHandler.Text("Unauthorized", HttpStatusCode.Unauthorized, "text/plain")
            : ScriptedHandler.Json(Bodies.Model, HttpStatusCode.Created));
        await using ServiceProvider provider = Provide(
            network,
            client => client.AddHttpMessageHandler(() => new Doing(async (request, send) =>
            {
                // As a hedge does that is late.
                HttpResponseMessage response = await send(request);
                using var clone = new HttpRequestMessage(request.Method, request.RequestUri);
                clone.Headers.Authorization = request.Headers.Authorization;
                await Assert.ThrowsAsync<HttpRequestException>(() => send(clone));
                return response;
            })),
            configure: options => options.TokenProvider = _ => ValueTask.FromResult<string?>($"t{++asked}"));
        await CreateAsync(provider);
        Assert.Equal(["Bearer t1", "Bearer t2"], network.Sent.Select(sent => sent.Authorization));
    }

    [Fact]
    public async Task The_guard_is_there_by_key_too()
    {
        using var network = ScriptedHandler.Responding(() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "lost"));
        var services = new ServiceCollection();
        foreach (string key in (string[])["a", "b"])
        {
            services.AddKeyedModelRegistryClient(key, options => options.BaseAddress = Address)
                .ConfigurePrimaryHttpMessageHandler(() => network);
        }

        services.ConfigureHttpClientDefaults(Standard);
        await using ServiceProvider provider = services.BuildServiceProvider();
        foreach (string key in (string[])["a", "b"])
        {
            Assert.True((await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
                () => provider.GetRequiredKeyedService<IRegisteredModels>(key)
                    .CreateAsync(new RegisteredModelCreate { Name = "m" }))).IsOutcomeUnknown);
        }

        Assert.Equal(2, network.Sent.Count);
    }

    private static void Standard(IHttpClientBuilder http) =>
        http.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.FromMilliseconds(1));

    private static Task<RegisteredModel> CreateAsync(IServiceProvider provider) =>
        provider.GetRequiredService<IRegisteredModels>().CreateAsync(new RegisteredModelCreate { Name = "m" });

    private static ServiceProvider Provide(HttpMessageHandler network, Handling handling) =>
        Provide(network, client => client.AddHttpMessageHandler(() => new Doing(handling)));

    private static ServiceProvider Provide(
        HttpMessageHandler network,
        Action<IHttpClientBuilder> surround,
        ConcurrentQueue<string>? log = null,
        Action<ModelRegistryClientOptions>? configure = null)
    {
        var services = new ServiceCollection();
        if (log is not null)
        {
            services.AddLogging(logging => logging.AddProvider(new Keeping(log)));
        }

        IHttpClientBuilder client = services.AddModelRegistryClient(options =>
        {
            options.BaseAddress = Address;
            options.Resilience.RetryDelay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(options);
        });
        surround(client);
        client.ConfigurePrimaryHttpMessageHandler(() => network);
        return services.BuildServiceProvider();
    }

    private sealed class Doing(Handling what) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            what(request, message => base.SendAsync(message, cancellationToken));
    }

    private sealed class BlockingHandler(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        private int _calls;

        public int Calls => _calls;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            return answer(cancellationToken);
        }
    }

    private sealed class Keeping(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue(formatter(state, exception));
    }
}
