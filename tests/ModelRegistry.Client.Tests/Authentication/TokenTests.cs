using System.Net;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Client.Tests.Versions;

namespace ModelRegistry.Client.Tests.Authentication;

public sealed class TokenTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("token");

    private string File => Path.Combine(_directory.FullName, "token");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_token_is_trimmed_and_sent()
    {
        await System.IO.File.WriteAllTextAsync(File, " \n first \r\n");
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = Connect(network);
        await registry.RegisteredModels.GetAsync("1");
        Assert.Equal("Bearer first", network.Last.Authorization);

        using ModelRegistryClient plain = TestClient.Over(network, options => options.Token = " t ");
        await plain.RegisteredModels.GetAsync("1");
        Assert.Equal("Bearer t", network.Last.Authorization);

        using ModelRegistryClient none = TestClient.Over(
            network, options => options.TokenProvider = _ => ValueTask.FromResult<string?>(null));
        await none.RegisteredModels.GetAsync("1");
        Assert.Null(network.Last.Authorization);
    }

    [Fact]
    public async Task A_file_that_changes_is_read_again()
    {
        await System.IO.File.WriteAllTextAsync(File, "first");
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = Connect(network);
        await registry.RegisteredModels.GetAsync("1");
        await System.IO.File.WriteAllTextAsync(File, "second");
        await registry.RegisteredModels.GetAsync("1");
        Assert.Equal(["Bearer first", "Bearer second"], network.Sent.Select(sent => sent.Authorization));
    }

    [Fact]
    public async Task A_file_that_changes_within_the_clocks_resolution_is_read_again_when_its_length_tells()
    {
        DateTime written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = Connect(network);
        foreach (string token in (string[])["first", "the-second"])
        {
            await System.IO.File.WriteAllTextAsync(File, token);
            System.IO.File.SetLastWriteTimeUtc(File, written);
            await registry.RegisteredModels.GetAsync("1");
        }

        Assert.Equal(["Bearer first", "Bearer the-second"], network.Sent.Select(sent => sent.Authorization));
    }

    [Fact]
    public async Task A_file_that_never_ends_is_not_read_to_its_end()
    {
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = TestClient.Over(network, options => options.TokenFile = "/dev/zero");
        ModelRegistryUnauthorizedException exception = await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(
            () => registry.RegisteredModels.GetAsync("1"));
        Assert.Contains(
            "The token file /dev/zero can't be read: it is longer than 65536 bytes", exception.Message, StringComparison.Ordinal);
        Assert.Empty(network.Sent);
    }

    [Fact]
    public async Task A_link_that_is_swapped_is_followed()
    {
        // As the kubelet does it: token -> ..data/token, ..data -> ..2026_01, and ..data is swapped.
        foreach (string version in (string[])["..1", "..2"])
        {
            Directory.CreateDirectory(Path.Combine(_directory.FullName, version));
            await System.IO.File.WriteAllTextAsync(Path.Combine(_directory.FullName, version, "token"), $"token{version}");
            System.IO.File.SetLastWriteTimeUtc(
                Path.Combine(_directory.FullName, version, "token"), new DateTime(2026, 1, 1, 0, 0, version[^1] - '0', DateTimeKind.Utc));
        }

        string data = Path.Combine(_directory.FullName, "..data");
        Directory.CreateSymbolicLink(data, "..1");
        System.IO.File.CreateSymbolicLink(File, Path.Combine("..data", "token"));
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = Connect(network);
        await registry.RegisteredModels.GetAsync("1");
        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, "..2");
        await registry.RegisteredModels.GetAsync("1");
        Assert.Equal(["Bearer token..1", "Bearer token..2"], network.Sent.Select(sent => sent.Authorization));
    }

    [Fact]
    public async Task A_refused_token_is_read_again_and_the_request_sent_once_more()
    {
        await System.IO.File.WriteAllTextAsync(File, "old!!");
        DateTime written = System.IO.File.GetLastWriteTimeUtc(File);
        int calls = 0;
        using var network = new ScriptedHandler(sent =>
        {
            // Renewed without a trace: same length, same time.
            System.IO.File.WriteAllText(File, "fresh");
            System.IO.File.SetLastWriteTimeUtc(File, written);
            calls++;
            return sent.Authorization == "Bearer fresh" ? ScriptedHandler.Json(Bodies.Model) : ScriptedHandler.Text(
                "Unauthorized", HttpStatusCode.Unauthorized, "text/plain");
        });
        using ModelRegistryClient registry = Connect(network);
        await registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" });
        Assert.Equal(["Bearer old!!", "Bearer fresh"], network.Sent.Select(sent => sent.Authorization));
        Assert.All(network.Sent, sent => Assert.Equal("""{"name":"m"}""", sent.Body));
        await registry.RegisteredModels.GetAsync("1");
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_token_that_stays_refused_is_sent_once()
    {
        await System.IO.File.WriteAllTextAsync(File, "old");
        using var network = new ScriptedHandler(_ => ScriptedHandler.Text("Unauthorized", HttpStatusCode.Unauthorized, "text/plain"));
        using ModelRegistryClient registry = Connect(network);
        await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(() => registry.RegisteredModels.GetAsync("1"));
        Assert.Single(network.Sent);

        int asked = 0;
        using ModelRegistryClient provided = TestClient.Over(
            network, options => options.TokenProvider = _ => ValueTask.FromResult<string?>($"t{++asked}"));
        await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(() => provided.RegisteredModels.GetAsync("1"));
        Assert.Equal(["Bearer t1", "Bearer t2"], network.Sent.Skip(1).Select(sent => sent.Authorization));
    }

    [Fact]
    public async Task A_callback_that_has_no_newer_token_is_not_tried_with()
    {
        int asked = 0;
        using var log = new ListeningLogger();
        using var network = new ScriptedHandler(_ => ScriptedHandler.Text("Unauthorized", HttpStatusCode.Unauthorized, "text/plain"));
        using ModelRegistryClient registry = TestClient.Over(
            network,
            options => options.TokenProvider = _ =>
            {
                asked++;
                return ValueTask.FromResult<string?>("same");
            },
            logger: log);
        await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(() => registry.RegisteredModels.GetAsync("1"));
        Assert.Equal(2, asked);
        Assert.Single(network.Sent);
        Assert.DoesNotContain(log.Entries, entry => entry.Id == 102);
    }

    [Fact]
    public async Task A_callback_that_gives_no_token_is_not_asked_for_a_newer()
    {
        int asked = 0;
        using var network = new ScriptedHandler(_ => ScriptedHandler.Text("Unauthorized", HttpStatusCode.Unauthorized, "text/plain"));
        using ModelRegistryClient registry = TestClient.Over(
            network,
            options => options.TokenProvider = _ =>
            {
                asked++;
                return ValueTask.FromResult<string?>(null);
            });
        await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(() => registry.RegisteredModels.GetAsync("1"));
        Assert.Equal(1, asked);
        Assert.Null(Assert.Single(network.Sent).Authorization);
    }

    [Fact]
    public async Task That_a_token_was_refused_is_logged()
    {
        int asked = 0;
        using var log = new ListeningLogger();
        using var network = new ScriptedHandler(sent => sent.Authorization == "Bearer t2"
            ? ScriptedHandler.Json(Bodies.Model)
            : ScriptedHandler.Text("Unauthorized", HttpStatusCode.Unauthorized, "text/plain"));
        using ModelRegistryClient registry = TestClient.Over(
            network, options => options.TokenProvider = _ => ValueTask.FromResult<string?>($"t{++asked}"), logger: log);
        await registry.RegisteredModels.GetAsync("1");
        Assert.Single(log.Entries, entry => entry.Id == 102);
    }

    [Theory]
    [InlineData(null, "can't be read")]
    [InlineData("  \n", "is empty")]
    [InlineData("two tokens", "is not one token")]
    [InlineData("two\ntokens", "is not one token")]
    public async Task A_file_without_a_token_is_named(string? content, string why)
    {
        if (content is not null)
        {
            await System.IO.File.WriteAllTextAsync(File, content);
        }

        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = Connect(network);
        ModelRegistryUnauthorizedException exception =
            await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(() => registry.RegisteredModels.GetAsync("1"));
        Assert.StartsWith($"The token file {File}", exception.Message, StringComparison.Ordinal);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
        Assert.Empty(network.Sent);
    }

    [Fact]
    public async Task A_file_that_never_ends_is_named()
    {
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = TestClient.Over(network, options => options.TokenFile = "/dev/zero");
        ModelRegistryUnauthorizedException exception =
            await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(() => registry.RegisteredModels.GetAsync("1"));
        Assert.StartsWith("The token file /dev/zero can't be read: it is longer than", exception.Message, StringComparison.Ordinal);
        Assert.Empty(network.Sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("two tokens")]
    [InlineData("two\r\nX-Injected: header")]
    [InlineData("tök")]
    public async Task A_callback_without_a_token_is_named(string answer)
    {
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = TestClient.Over(
            network, options => options.TokenProvider = _ => ValueTask.FromResult<string?>(answer));
        ModelRegistryUnauthorizedException exception =
            await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(() => registry.RegisteredModels.GetAsync("1"));
        Assert.StartsWith("The TokenProvider returned a string that is not one token", exception.Message, StringComparison.Ordinal);
        Assert.Empty(network.Sent);
    }

    public static TheoryData<bool, string> Failures()
    {
        var failures = new TheoryData<bool, string>();
        foreach (bool resilient in (bool[])[true, false])
        {
            foreach (string kind in (string[])["http", "io", "cancelled", "timeout", "bug", "at once"])
            {
                failures.Add(resilient, kind);
            }
        }

        return failures;
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_callback_that_throws_is_named_and_nothing_is_sent(bool resilient, string kind)
    {
        Exception failure = kind switch
        {
            "http" => new HttpRequestException(HttpRequestError.ConnectionError, "S3cr3t"),
            "io" => new IOException("S3cr3t"),
            "cancelled" => new TaskCanceledException("S3cr3t", new TimeoutException()),
            "timeout" => new TimeoutException("S3cr3t"),
            _ => new InvalidOperationException("S3cr3t"),
        };
        int asked = 0;
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = TestClient.Over(network, options =>
        {
            options.Resilience.Enabled = resilient;
            options.TokenProvider = _ =>
            {
                asked++;
                return kind == "at once" ? throw failure : ValueTask.FromException<string?>(failure);
            };
        });
        Task Get() => registry.RegisteredModels.GetAsync("1");
        Task Create() => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" });
        foreach (Func<Task> call in (Func<Task>[])[Get, Create])
        {
            ModelRegistryUnauthorizedException exception = await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(call);
            Assert.Equal(
                $"The TokenProvider failed with {failure.GetType().Name}, and without a token nothing is sent.", exception.Message);
            Assert.Same(failure, exception.InnerException);
            Assert.False(exception.IsOutcomeUnknown);
        }

        Assert.Equal(2, asked);
        Assert.Empty(network.Sent);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_callback_that_hangs_is_named_and_nothing_is_sent(bool resilient, bool heeds)
    {
        TimeSpan limit = TimeSpan.FromSeconds(10);
        var time = new InstantTime(limit);
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = TestClient.Over(
            network,
            options =>
            {
                options.Resilience.Enabled = resilient;
                options.Resilience.AttemptTimeout = limit;
                options.Resilience.TotalTimeout = limit;
                options.TokenProvider = cancellationToken =>
                {
                    var never = new TaskCompletionSource<string?>();
                    if (heeds)
                    {
                        cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
                    }

                    ThreadPool.QueueUserWorkItem(_ => time.Advance(limit));
                    return new ValueTask<string?>(never.Task);
                };
            },
            time);
        ModelRegistryUnauthorizedException exception = await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" }));
        Assert.Equal(
            "createRegisteredModel was not carried out: the TokenProvider gave no token in time, and without one nothing is sent.",
            exception.Message);
        Assert.False(exception.IsOutcomeUnknown);
        Assert.IsAssignableFrom<ModelRegistryUnauthorizedException>(await Record.ExceptionAsync(
            () => registry.RegisteredModels.GetAsync("1")));
        Assert.Empty(network.Sent);
    }

    [Fact]
    public async Task A_caller_who_cancels_while_the_callback_is_asked_gets_a_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        using var network = ScriptedHandler.Responding(Bodies.Model);
        using ModelRegistryClient registry = TestClient.Over(network, options => options.TokenProvider = _ =>
        {
            cancel.Cancel();
            return new ValueTask<string?>(new TaskCompletionSource<string?>().Task);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => registry.RegisteredModels.GetAsync("1", cancel.Token));
        Assert.Empty(network.Sent);
    }

    private ModelRegistryClient Connect(ScriptedHandler network) => TestClient.Over(network, options => options.TokenFile = File);
}
