using System.Net;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Resources;

public sealed class LoggingTests
{
    private const string Collision =
        "failed to insert metric history for metric acc: failed to insert metric history: error saving metric history: duplicated "
            + "key not allowed";

    [Fact]
    public async Task A_value_that_collides_in_the_history_is_sent_again()
    {
        int sent = 0;
        using var network = new ScriptedHandler(_ =>
            ++sent < 3 ? ScriptedHandler.Error(HttpStatusCode.InternalServerError, Collision) : ScriptedHandler.Json(Bodies.Metric));
        using ModelRegistryClient registry = TestClient.Over(network);
        Metric metric = await registry.ExperimentRuns.LogMetricAsync(
            "8", "acc", 0.5, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("acc", metric.Name);
        Assert.Equal(3, network.Sent.Count);
    }

    [Fact]
    public async Task Any_other_failure_is_reported_at_once()
    {
        using var network = new ScriptedHandler(
            _ => ScriptedHandler.Error(HttpStatusCode.InternalServerError, "failed to insert metric history: no space"));
        using ModelRegistryClient registry = TestClient.Over(network);
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.ExperimentRuns.LogMetricAsync("8", "acc", 0.5, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Single(network.Sent);
    }

    [Fact]
    public async Task A_collision_without_end_is_reported()
    {
        using var network = new ScriptedHandler(_ => ScriptedHandler.Error(HttpStatusCode.InternalServerError, Collision));
        using ModelRegistryClient registry = TestClient.Over(network);
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.ExperimentRuns.LogMetricAsync("8", "acc", 0.5, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(21, network.Sent.Count);
    }
}
