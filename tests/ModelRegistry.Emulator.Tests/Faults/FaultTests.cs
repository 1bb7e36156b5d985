using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace ModelRegistry.Emulator.Tests.Faults;

/// <summary>Faults made on purpose, as a client meets them.</summary>
public sealed class FaultTests : IAsyncLifetime
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

    [Fact]
    public async Task Responds_instead_as_often_as_said()
    {
        _registry.Faults.Add(new Fault
        {
            Method = "GET",
            Route = "registered_models",
            Times = 2,
            RetryAfter = TimeSpan.FromMilliseconds(1500),
            Body = "busy",
        });

        using HttpResponseMessage first = await GetAsync("registered_models");
        using HttpResponseMessage second = await GetAsync("registered_models");
        using HttpResponseMessage third = await GetAsync("registered_models");

        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK],
            [first.StatusCode, second.StatusCode, third.StatusCode]);
        Assert.Equal(TimeSpan.FromSeconds(2), first.Headers.RetryAfter!.Delta);
        Assert.Equal("busy", await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, _registry.Faults.Count);
    }

    [Fact]
    public async Task A_cut_before_the_work_leaves_nothing_done()
    {
        _registry.Faults.Add(new Fault { Effect = FaultEffect.CutBefore });

        await Assert.ThrowsAsync<HttpRequestException>(() => _http.PostAsync("registered_models", """{"name":"m"}"""));

        Assert.Empty(_registry.Snapshot().RegisteredModels);
        Assert.Equal(0, Assert.Single(_registry.Requests).Status);
    }

    [Fact]
    public async Task A_cut_after_the_work_loses_only_the_answer()
    {
        _registry.Faults.Add(new Fault { Method = "post", Route = "registered_models", Effect = FaultEffect.CutAfter });

        await Assert.ThrowsAsync<HttpRequestException>(() => _http.PostAsync("registered_models", """{"name":"m"}"""));

        Assert.Single(_registry.Snapshot().RegisteredModels);
    }

    [Fact]
    public async Task An_answer_may_be_wrong_about_what_was_done()
    {
        _registry.Faults.Add(new Fault { Effect = FaultEffect.RespondAfterwards, Status = HttpStatusCode.BadGateway });

        using HttpResponseMessage response = await _http.PostAsync(
            new Uri("registered_models", UriKind.Relative), new StringContent("""{"name":"m"}"""), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Single(_registry.Snapshot().RegisteredModels);
    }

    [Fact]
    public async Task A_truncated_answer_ends_early()
    {
        string id = _registry.AddRegisteredModel("m");
        _registry.Faults.Add(new Fault { Route = "registered_models/{id}", Effect = FaultEffect.Truncate });

        using HttpResponseMessage response = await _http.GetAsync(
            new Uri($"registered_models/{id}", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Only_matching_requests_are_affected()
    {
        _registry.Faults.Add(new Fault { Route = "registered_models/{id}/versions", After = 1 });
        _registry.Faults.Add(Fault.LoginPage(HttpStatusCode.Found) with { Route = "model_versions/*" });

        using HttpResponseMessage list = await GetAsync("registered_models");
        using HttpResponseMessage first = await GetAsync("registered_models/1/versions");
        using HttpResponseMessage second = await GetAsync("registered_models/1/versions");
        using HttpResponseMessage page = await GetAsync("model_versions/1/artifacts");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable],
            [list.StatusCode, first.StatusCode, second.StatusCode]);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Log in", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delay_lasts_by_the_emulators_clock()
    {
        var clock = new FakeTimeProvider();
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            new() { TimeProvider = clock }, TestContext.Current.CancellationToken);
        registry.Faults.Add(new Fault { Effect = FaultEffect.None, Delay = TimeSpan.FromHours(1) });
        using HttpClient http = registry.Connect();

        Task<(HttpStatusCode Status, System.Text.Json.JsonElement)> reading = http.ReadAsync("registered_models");
        while (!reading.IsCompleted)
        {
            // The request reaches the delay at some moment, and from then on an hour of the clock ends it.
            clock.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.OK, (await reading).Status);
    }

    [Fact]
    public void A_fault_that_could_never_happen_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _registry.Faults.Add(new Fault { Times = 0 }));

    private Task<HttpResponseMessage> GetAsync(string path) =>
        _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
