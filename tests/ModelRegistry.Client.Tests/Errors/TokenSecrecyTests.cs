using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Errors;

/// <summary>The token shows up in no exception, log, activity or text, not even when the other side echoes it.</summary>
public sealed class TokenSecrecyTests
{
    // As long as the tokens of a service account are, so that shortening a message could cut one in two.
    private static readonly string Token = "eyJhbGciOiJSUzI1NiJ9."
        + string.Concat(Enumerable.Range(0, 120).Select(i => $"S3cr3t{i:D3}")) + ".c2lnbmF0dXJl";

    public static TheoryData<int, string, string> Echoes() => new()
    {
        { 400, "application/json", $$"""{"code":"Bad Request","message":"you sent {{Token}}"}""" },
        { 400, "application/json", $$"""{"code":"Bad Request","message":"{{new string('x', 900)}} {{Token}}"}""" },
        { 404, "text/plain", $"no such path; headers: Authorization: Bearer {Token}" },
        { 404, "application/json", $$"""{"code":"Not Found","message":"{{Token}}"}""" },
        { 409, "application/json", $$"""{"code":"Conflict","message":"{{Token}} already exists"}""" },
        { 401, "text/plain", $"{new string(' ', 400)}{new string('y', 900)}Bearer {Token}" },
        { 403, "application/json", $$"""{"kind":"Status","message":"User \"{{Token}}\" cannot get resource","code":403}""" },
        { 500, "text/plain", Token },
        { 503, "text/html", $"<html>{Token}</html>" },
        { 302, "text/plain", Token },
        { 200, "text/html", $"<html>{Token}</html>" },
        { 200, "application/json", $$"""{"id":{{Token}}}""" },
        { 200, "application/json", $$"""{"id":["{{Token}}"]}""" },
        { 200, "application/json", $$"""{"id":"1","name":"m","customProperties":{"{{Token}}":7},"language":["{{Token}}",8]}""" },
    };

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task It_is_in_no_exception_log_or_activity(int status, string mediaType, string body)
    {
        var told = new ConcurrentQueue<string>();
        using ActivityListener listener = Listen(told);
        using var network = new ScriptedHandler(_ =>
        {
            HttpResponseMessage response = ScriptedHandler.Text(body, (HttpStatusCode)status, mediaType);
            if (status == 302)
            {
                response.Headers.Location = new Uri($"https://login.test/?token={Token}");
            }

            return response;
        });
        using ModelRegistryClient registry = TestClient.Over(
            network,
            options =>
            {
                options.TokenProvider = _ => ValueTask.FromResult<string?>(Token);
                options.Resilience.RetryDelay = TimeSpan.FromTicks(1);
            },
            logger: new Listening(told));

        foreach (Func<Task> call in (Func<Task>[])[
            () => registry.RegisteredModels.GetAsync("1"),
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m", ExternalId = "x" }),
            () => registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate { ExternalId = "x" }),
            async () => await registry.RegisteredModels.ListAsync().ToListAsync(),
            () => registry.RegisteredModels.FindByNameAsync("m")])
        {
            Exception? exception = await Record.ExceptionAsync(call);
            told.Enqueue($"{exception} {(exception as ModelRegistryException)?.ServerMessage}");
        }

        Assert.Equal("Bearer " + Token, network.Last.Authorization);
        Assert.True(told.Count >= 5);
        Assert.DoesNotContain(told, text => text.Contains("S3cr3t", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_in_no_text_of_the_client_or_its_options()
    {
        var options = new ModelRegistryClientOptions { BaseAddress = new Uri("http://ann:pw@registry.test"), Token = Token };
        Assert.Equal("http://registry.test/", options.ToString());
        ArgumentException refused = Assert.Throws<ArgumentException>(() => ModelRegistryClient.Create(options));
        Assert.DoesNotContain("pw", refused.Message, StringComparison.Ordinal);

        string[] bad = ["S3cr3t\nX", "S3cr3t X", "S3cr3té", " \t"];
        foreach (string token in bad)
        {
            var one = new ModelRegistryClientOptions { BaseAddress = new Uri("http://registry.test"), Token = token };
            Assert.DoesNotContain(
                "S3cr3t", Assert.Throws<ArgumentException>(() => ModelRegistryClient.Create(one)).ToString(), StringComparison.Ordinal);

            using var network = ScriptedHandler.Responding(Bodies.Model);
            using ModelRegistryClient registry = TestClient.Over(network, o => o.TokenProvider = _ => ValueTask.FromResult<string?>(token));
            ModelRegistryUnauthorizedException exception = await Assert.ThrowsAsync<ModelRegistryUnauthorizedException>(
                () => registry.RegisteredModels.GetAsync("1"));
            Assert.DoesNotContain("S3cr3t", exception.ToString(), StringComparison.Ordinal);
            Assert.Empty(network.Sent);
        }
    }

    private static ActivityListener Listen(ConcurrentQueue<string> told)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ModelRegistryTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => told.Enqueue(
                $"{activity.DisplayName} {activity.StatusDescription} "
                    + $"{string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private sealed class Listening(ConcurrentQueue<string> told) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            told.Enqueue(formatter(state, exception) + exception);
    }
}
