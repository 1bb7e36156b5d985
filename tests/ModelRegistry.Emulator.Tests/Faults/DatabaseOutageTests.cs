using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ModelRegistry.Emulator.Tests.Faults;

/// <summary>A database that is away, as the clients of the real server see it (tried on MariaDB 10.11 and PostgreSQL 17).</summary>
public sealed class DatabaseOutageTests : IAsyncLifetime
{
    private const string Masked =
        "error listing registered models: invalid filter query, type mismatch or invalid value in comparison: bad request";

    private readonly FakeTimeProvider _clock = new();
    private ModelRegistryEmulator _registry = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _registry = await ModelRegistryEmulator.StartAsync(new() { TimeProvider = _clock }, TestContext.Current.CancellationToken);
        _http = _registry.Connect();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _registry.DisposeAsync();
    }

    [Theory]
    [InlineData("GET registered_models/1", 404, "no registered model found for id 1: not found")]
    [InlineData("GET model_versions/2", 404, "no model version found for id 2: not found")]
    [InlineData("GET artifacts/1", 404, "no artifact found for id 1: not found")]
    [InlineData("GET inference_services/5/version", 404, "no inference service found for id 5: not found")]
    [InlineData("GET experiments/1/experiment_runs", 404, "no experiment found for id 1: not found")]
    [InlineData("PATCH registered_models/1 {}", 404, "no registered model found for id 1: not found")]
    [InlineData("PATCH artifacts/1 {\"artifactType\":\"model-artifact\"}", 404, "no artifact found for id 1: not found")]
    [InlineData(
        "POST model_versions/2/artifacts {\"artifactType\":\"model-artifact\",\"name\":\"a\"}",
        404,
        "no model version found for id 2: not found")]
    [InlineData(
        "POST inference_services {\"registeredModelId\":\"1\",\"servingEnvironmentId\":\"7\"}",
        404,
        "no serving environment found for id 7: not found")]
    [InlineData("POST inference_services/5/serves {\"modelVersionId\":\"2\"}", 404, "no model version found for id 2: not found")]
    [InlineData("POST registered_models {\"name\":\"new\"}", 500, "error saving registered model: {0}")]
    [InlineData("POST model_versions {\"name\":\"v\",\"registeredModelId\":\"1\"}", 500, "error saving model version: {0}")]
    [InlineData("POST registered_models/1/versions {\"name\":\"v\",\"registeredModelId\":\"1\"}", 500, "error saving model version: {0}")]
    [InlineData("GET artifacts", 500, "error listing artifacts: {0}")]
    [InlineData("GET model_versions/2/artifacts", 500, "error listing artifacts: {0}")]
    [InlineData("GET artifact?externalId=x", 500, "error listing artifacts: {0}")]
    [InlineData(
        "GET registered_models/x", 400, "invalid registered model ID: strconv.ParseInt: parsing \"x\": invalid syntax: bad request")]
    [InlineData("POST registered_models {", 400, "unexpected EOF")]
    [InlineData("POST registered_models {}", 422, "required field 'name' is zero value.")]
    public async Task Both_databases_fail_alike_but_for_their_texts(string request, int status, string message)
    {
        foreach ((RegistryDatabase database, string text) in ((RegistryDatabase, string)[])[
            (RegistryDatabase.MariaDb, "Error 1053 (08S01): Server shutdown in progress"),
            (RegistryDatabase.PostgreSql, "FATAL: terminating connection due to administrator command (SQLSTATE 57P01)")])
        {
            Assert.Equal(
                (status, message.Replace("{0}", text, StringComparison.Ordinal)),
                await AwayAsync(request, new DatabaseOutage { Database = database, Requests = 1 }));
        }

        Assert.Empty(_registry.Snapshot().RegisteredModels);
    }

    [Theory]
    [InlineData(
        RegistryDatabase.MariaDb,
        DatabaseOutageReason.ShutDown,
        500,
        "error listing registered models: Error 1053 (08S01): Server shutdown in progress")]
    [InlineData(RegistryDatabase.MariaDb, DatabaseOutageReason.StartingUp, 500, "error listing registered models: invalid connection")]
    [InlineData(
        RegistryDatabase.MariaDb,
        DatabaseOutageReason.TooManyConnections,
        500,
        "error listing registered models: Error 1040 (08004): Too many connections")]
    [InlineData(
        RegistryDatabase.MariaDb,
        DatabaseOutageReason.ConnectionRefused,
        500,
        "error listing registered models: dial tcp 127.0.0.1:3306: connect: connection refused")]
    [InlineData(RegistryDatabase.PostgreSql, DatabaseOutageReason.ShutDown, 400, Masked)]
    [InlineData(RegistryDatabase.PostgreSql, DatabaseOutageReason.StartingUp, 400, Masked)]
    [InlineData(RegistryDatabase.PostgreSql, DatabaseOutageReason.TooManyConnections, 400, Masked)]
    [InlineData(RegistryDatabase.PostgreSql, DatabaseOutageReason.ConnectionRefused, 500, "error listing registered models: failed to "
        + "connect to `user=registry database=registry`: dial error: dial tcp 127.0.0.1:5432: connect: connection refused")]
    public async Task Lists_and_look_ups_by_name_look_like_wrong_requests_on_PostgreSQL(
        RegistryDatabase database, DatabaseOutageReason reason, int status, string message)
    {
        foreach (string request in (string[])["GET registered_models?pageSize=1", "GET registered_model?name=x"])
        {
            Assert.Equal(
                (status, message), await AwayAsync(request, new DatabaseOutage { Database = database, Reason = reason, Requests = 1 }));
        }
    }

    [Fact]
    public async Task The_manner_is_that_of_the_emulators_database_unless_another_is_named()
    {
        await using ModelRegistryEmulator postgres = await ModelRegistryEmulator.StartAsync(
            new() { Database = RegistryDatabase.PostgreSql }, TestContext.Current.CancellationToken);
        using HttpClient http = postgres.Connect();
        postgres.Faults.Add(new DatabaseOutage { Requests = 1 });
        Assert.Equal(HttpStatusCode.BadRequest, (await http.ReadAsync("registered_models")).Status);

        _registry.Faults.Add(new DatabaseOutage { Requests = 1 });
        Assert.Equal(HttpStatusCode.InternalServerError, (await _http.ReadAsync("registered_models")).Status);
    }

    [Fact]
    public async Task It_begins_after_some_requests_and_ends_after_some_more()
    {
        _registry.Faults.Add(new DatabaseOutage { After = 1, Requests = 2 });

        Assert.Equal((int[])[200, 500, 500, 200], (int[])[await ListAsync(), await ListAsync(), await ListAsync(), await ListAsync()]);
        Assert.Equal(0, _registry.Faults.Count);
    }

    [Fact]
    public async Task One_after_the_other_they_make_a_restart()
    {
        _registry.Faults.Add(new DatabaseOutage { Database = RegistryDatabase.PostgreSql, After = 1, Requests = 1 });
        _registry.Faults.Add(
            new DatabaseOutage { Database = RegistryDatabase.PostgreSql, Reason = DatabaseOutageReason.ConnectionRefused, Requests = 1 });
        _registry.Faults.Add(
            new DatabaseOutage { Database = RegistryDatabase.PostgreSql, Reason = DatabaseOutageReason.StartingUp, Requests = 1 });

        Assert.Equal(
            (int[])[200, 400, 500, 400, 200],
            (int[])[await ListAsync(), await ListAsync(), await ListAsync(), await ListAsync(), await ListAsync()]);
    }

    [Fact]
    public async Task It_lasts_by_the_emulators_clock_from_the_first_request_that_meets_it()
    {
        _registry.Faults.Add(new DatabaseOutage { After = 1, Duration = TimeSpan.FromSeconds(3) });
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((int[])[200, 500], (int[])[await ListAsync(), await ListAsync()]);
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(500, await ListAsync());
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(200, await ListAsync());
        Assert.Equal(0, _registry.Faults.Count);
    }

    [Fact]
    public async Task Readiness_fails_and_does_not_count()
    {
        _registry.Faults.Add(new DatabaseOutage { Requests = 1 });
        var health = new Uri(_registry.BaseAddress, "readyz/health");

        using HttpResponseMessage unready = await _http.GetAsync(health, TestContext.Current.CancellationToken);
        int listed = await ListAsync();
        using HttpResponseMessage ready = await _http.GetAsync(health, TestContext.Current.CancellationToken);

        Assert.Equal((int[])[503, 500, 200], (int[])[(int)unready.StatusCode, listed, (int)ready.StatusCode]);
        Assert.Equal(
            "schema_migrations query error: Error 1053 (08S01): Server shutdown in progress",
            await unready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Readiness_waits_while_nobody_listens_at_the_databases_address(bool ofRequests)
    {
        var limited = new DatabaseOutage { Reason = DatabaseOutageReason.ConnectionRefused };
        _registry.Faults.Add(ofRequests ? limited with { Requests = 2 } : limited with { Duration = TimeSpan.FromSeconds(3) });
        Assert.Equal(500, await ListAsync());

        Task<HttpResponseMessage> asked = _http.GetAsync(
            new Uri(_registry.BaseAddress, "readyz/isDirty"), TestContext.Current.CancellationToken);
        while (!ofRequests && !asked.IsCompleted)
        {
            // The check reaches its wait at some moment, and from then on the end of the outage ends it.
            _clock.Advance(TimeSpan.FromSeconds(3));
            await Task.Yield();
        }

        if (ofRequests)
        {
            Assert.False(asked.IsCompleted);
            Assert.Equal(500, await ListAsync());
        }

        using HttpResponseMessage ready = await asked;
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task One_without_an_end_ends_when_faults_are_cleared()
    {
        _registry.Faults.Add(new DatabaseOutage());
        Assert.Equal((int[])[500, 500, 500], (int[])[await ListAsync(), await ListAsync(), await ListAsync()]);
        Assert.Equal(1, _registry.Faults.Count);

        _registry.Faults.Clear();

        Assert.Equal(200, await ListAsync());
    }

    [Fact]
    public async Task A_fault_comes_before_an_outage()
    {
        _registry.Faults.Add(new DatabaseOutage { Requests = 1 });
        _registry.Faults.Add(new Fault { Body = "{}" });

        Assert.Equal((int[])[503, 500, 200], (int[])[await ListAsync(), await ListAsync(), await ListAsync()]);
    }

    [Fact]
    public void An_outage_that_could_never_happen_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _registry.Faults.Add(new DatabaseOutage { Requests = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _registry.Faults.Add(new DatabaseOutage { Duration = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _registry.Faults.Add(new DatabaseOutage { After = -1 }));
    }

    private async Task<int> ListAsync() => (int)(await _http.ReadAsync("registered_models")).Status;

    private async Task<(int Status, string Message)> AwayAsync(string request, DatabaseOutage outage)
    {
        _registry.Faults.Clear();
        _registry.Faults.Add(outage);
        string[] parts = request.Split(' ', 3);
        using var message = new HttpRequestMessage(new HttpMethod(parts[0]), new Uri(parts[1], UriKind.Relative));
        message.Content = parts.Length > 2 ? new StringContent(parts[2]) : null;
        using HttpResponseMessage response = await _http.SendAsync(message, TestContext.Current.CancellationToken);
        using JsonDocument body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return ((int)response.StatusCode, body.RootElement.GetProperty("message").GetString()!);
    }
}
