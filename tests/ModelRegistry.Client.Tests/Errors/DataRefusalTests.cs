using System.Net;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Errors;

/// <summary>A failure inside the server that is about what was sent is a refusal; any other is an outage.</summary>
public sealed class DataRefusalTests
{
    [Theory]
    [InlineData("error saving registered model: Error 1406 (22001): Data too long for column 'name' at row 1")]
    [InlineData("error saving registered model: Error 1406: Data too long for column 'name' at row 1")]
    [InlineData("error saving registered model: Error 1366 (22007): Incorrect string value: '\\\\xF0\\\\x9F' for column 'name' at row 1")]
    [InlineData("error saving registered model: Error 1366 (HY000): Incorrect string value")]
    [InlineData("error saving registered model: Error 1264 (22003): Out of range value for column 'int_value' at row 1")]
    [InlineData("error saving registered model: ERROR: value too long for type character varying(255) (SQLSTATE 22001)")]
    [InlineData("error saving model artifact: ERROR: index row size 2712 exceeds btree version 4 maximum 2704 for index (SQLSTATE 54000)")]
    [InlineData("error listing artifacts: ERROR: invalid input syntax for type integer (SQLSTATE 22P02)")]
    [InlineData("error listing artifacts: failed to encode args[1]: unable to encode 5 into text format for text (OID 25): cannot "
        + "find encode plan")]
    [InlineData("error listing artifacts: ERROR: operator does not exist: integer ~~ unknown (SQLSTATE 42883)")]
    [InlineData("error listing registered models: Error 4078 (HY000): Illegal parameter data types varchar and row for operation '='")]
    [InlineData("error listing artifacts: ERROR: LIKE pattern must not end with escape character (SQLSTATE 22025)")]
    [InlineData("invalid filter query syntax: error parsing filter query: 1:1: unexpected token")]
    public async Task What_the_database_says_of_the_data_is_a_refusal(string message)
    {
        foreach (Func<ModelRegistryClient, Task> call in Calls)
        {
            using var network = new ScriptedHandler(_ => ScriptedHandler.Error(HttpStatusCode.InternalServerError, message));
            using ModelRegistryClient registry = TestClient.Over(
                network, _ => { }, new InstantTime(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10)));

            ModelRegistryException exception = await Assert.ThrowsAnyAsync<ModelRegistryException>(() => call(registry));

            Assert.Equal(typeof(ModelRegistryException), exception.GetType());
            Assert.False(exception.IsTransient);
            Assert.False(exception.IsOutcomeUnknown);
            Assert.Equal(HttpStatusCode.InternalServerError, exception.StatusCode);
            Assert.Single(network.Sent);
        }
    }

    [Theory]
    [InlineData("error saving registered model: FATAL: terminating connection due to administrator command (SQLSTATE 57P01)")]
    [InlineData("error saving registered model: FATAL: sorry, too many clients already (SQLSTATE 53300)")]
    [InlineData("error saving registered model: Error 1053 (08S01): Server shutdown in progress")]
    [InlineData("error saving registered model: Error 1040 (08004): Too many connections")]
    [InlineData("error saving registered model: Error 1213 (40001): Deadlock found when trying to get lock")]
    [InlineData("error saving registered model: Error 14061 (HY000): whatever")]
    [InlineData("error saving registered model: ERROR: relation \"Context\" does not exist (SQLSTATE 42P01)")]
    [InlineData("error saving registered model: invalid connection")]
    [InlineData("error saving registered model: dial tcp 127.0.0.1:3306: connect: connection refused")]
    public async Task Any_other_failure_is_an_outage(string message)
    {
        foreach (Func<ModelRegistryClient, Task> call in Calls)
        {
            using var network = new ScriptedHandler(_ => ScriptedHandler.Error(HttpStatusCode.InternalServerError, message));
            using ModelRegistryClient registry = TestClient.Over(network);
            Assert.True((await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => call(registry))).IsTransient);
        }
    }

    [Fact]
    public async Task A_metric_is_stored_before_its_history_is_refused()
    {
        using var network = new ScriptedHandler(_ => ScriptedHandler.Error(
            HttpStatusCode.InternalServerError, "failed to insert metric history: Error 1406 (22001): Data too long"));
        using ModelRegistryClient registry = TestClient.Over(network);
        ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(
            () => registry.ExperimentRuns.UpsertArtifactAsync("1", new MetricCreate { Name = "m", Value = 1 }));
        Assert.True(exception.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused_once_and_leaves_nothing()
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });

        ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(
            () => registry.RegisterAsync(new RegisteredModelSpec { Name = new string('n', 256) }, TestContext.Current.CancellationToken));

        Assert.False(exception.IsTransient);
        Assert.Single(emulator.Requests, request => request.Method == "POST");
        Assert.Empty(emulator.Snapshot().RegisteredModels);
    }

    private static IReadOnlyList<Func<ModelRegistryClient, Task>> Calls { get; } =
    [
        registry => registry.RegisteredModels.CreateAsync(new() { Name = "m" }),
        registry => registry.RegisteredModels.UpdateAsync("1", new() { Description = "d" }),
        registry => registry.ModelVersions.UpsertArtifactAsync("2", new ModelArtifactCreate { Name = "a" }),
        async registry => await registry.RegisteredModels.ListAsync().ToListAsync(),
        registry => registry.RegisteredModels.GetAsync("1"),
    ];
}
