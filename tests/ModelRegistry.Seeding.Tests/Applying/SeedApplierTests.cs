using System.Net;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests.Applying;

/// <summary>What a failure, a stop and a registry that goes away mean for the models that come after.</summary>
public sealed class SeedApplierTests : IAsyncLifetime
{
    private readonly List<SeedProgress> _progress = [];
    private ModelRegistryEmulator _emulator = null!;
    private ModelRegistryClient _registry = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);
        var options = new ModelRegistryClientOptions { BaseAddress = _emulator.BaseAddress };
        options.Resilience.Enabled = false;
        _registry = ModelRegistryClient.Create(options);
    }

    public async ValueTask DisposeAsync()
    {
        _registry.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_model_that_fails_keeps_the_others_from_nothing_unless_that_is_asked_for(bool failFast)
    {
        SeedPlan plan = await PlanAsync("a", "b", "c");
        FailOnce(HttpStatusCode.BadRequest);

        SeedResult result = await ApplyAsync(plan, new SeedRunnerOptions { FailFast = failFast });

        Assert.Equal(["a"], result.Failures.Select(failure => failure.Path));
        Assert.Equal(failFast ? [] : ["b", "c"], _emulator.Snapshot().RegisteredModels.Select(model => model.Name));
        Assert.Equal(failFast ? ["b", "c"] : [], result.NotReached.Select(model => model.Path));
        Assert.False(result.IsStopped);
        Assert.False(result.IsSuccess);
    }

    [Fact]
    public async Task Progress_is_told_after_each_entity_and_each_model()
    {
        SeedPlan plan = await PlanAsync("a", "b");
        FailOnce(HttpStatusCode.BadRequest);

        await ApplyAsync(plan);

        Assert.Equal(
            [(1, 2, 1, null), (1, 2, 1, "b"), (2, 2, 1, null)],
            _progress.Select(progress => (progress.Done, progress.Total, progress.Failed, progress.Entity?.Path)));
    }

    [Fact]
    public async Task Where_the_registry_is_given_up_the_others_are_not_tried()
    {
        SeedPlan plan = await PlanAsync("a", "b", "c");
        _emulator.Faults.Add(new Fault { Status = HttpStatusCode.ServiceUnavailable, Times = int.MaxValue });
        int waited = 0;

        SeedResult result = await ApplyAsync(plan, new SeedRunnerOptions
        {
            WaitForRegistry = (_, _) =>
            {
                waited++;
                return Task.FromResult(false);
            },
        });

        Assert.Equal(1, waited);
        Assert.Equal(["a"], result.Failures.Select(failure => failure.Path));
        Assert.Equal(["b", "c"], result.NotReached.Select(model => model.Path));
        Assert.False(result.IsStopped);
    }

    [Fact]
    public async Task Where_nobody_waits_each_model_is_tried()
    {
        SeedPlan plan = await PlanAsync("a", "b", "c");
        _emulator.Faults.Add(new Fault { Status = HttpStatusCode.ServiceUnavailable, Times = int.MaxValue });
        SeedResult result = await ApplyAsync(plan);
        Assert.Equal(["a", "b", "c"], result.Failures.Select(failure => failure.Path));
    }

    [Fact]
    public async Task A_registry_that_comes_back_gets_all_of_it()
    {
        SeedPlan plan = await PlanAsync("a", "b", "c");
        _emulator.Faults.Add(new Fault { Status = HttpStatusCode.ServiceUnavailable, Times = int.MaxValue });

        SeedResult result = await ApplyAsync(plan, new SeedRunnerOptions
        {
            WaitForRegistry = (_, _) =>
            {
                _emulator.Faults.Clear();
                return Task.FromResult(true);
            },
        });

        Assert.Empty(result.Failures);
        Assert.True(result.IsSuccess);
        Assert.Equal(3, result.Count(AppliedAction.Created));
    }

    [Theory]
    // Stopped before the first model, after it, and after the last.
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public async Task What_is_stopped_begins_nothing_new_and_says_so_when_something_is_left(int after, bool isStopped)
    {
        SeedPlan plan = await PlanAsync("a", "b", "c");
        using var stop = new CancellationTokenSource();
        if (after == 0)
        {
            await stop.CancelAsync();
        }

        SeedResult result = await new SeedRunner(_registry, new SeedRunnerOptions { Concurrency = 1, Grace = TimeSpan.FromMinutes(1) })
            .ApplyAsync(plan, new StopAfter(after, stop), stop.Token);

        Assert.Equal(isStopped, result.IsStopped);
        Assert.Equal(!isStopped, result.IsSuccess);
        Assert.Equal(after, _emulator.Snapshot().RegisteredModels.Count);
        Assert.Equal(3 - after, result.NotReached.Count());
        Assert.Empty(result.Failures);
    }

    [Fact]
    public async Task Nothing_was_stopped_where_nothing_was_left_to_be_done()
    {
        await ApplyAsync(await PlanAsync("a", "b"));
        SeedPlan plan = await PlanAsync("a", "b");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        SeedResult result = await new SeedRunner(_registry, new SeedRunnerOptions { Grace = TimeSpan.FromMinutes(1) })
            .ApplyAsync(plan, null, stop.Token);

        Assert.False(result.IsStopped);
    }

    [Fact]
    public async Task Without_a_time_to_end_in_a_cancellation_ends_it_at_once()
    {
        SeedPlan plan = await PlanAsync("a", "b", "c");
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SeedRunner(_registry, new SeedRunnerOptions { Concurrency = 1 })
            .ApplyAsync(plan, new StopAfter(1, cancel), cancel.Token));
        Assert.Single(_emulator.Snapshot().RegisteredModels);
    }

    private void FailOnce(HttpStatusCode status) => _emulator.Faults.Add(new Fault { Method = "POST", Status = status });

    private Task<SeedPlan> PlanAsync(params string[] models) =>
        new SeedPlanner(_registry).PlanAsync(models.Select(RegisteredModelSpec.Named), null, Cancellation);

    private Task<SeedResult> ApplyAsync(SeedPlan plan, SeedRunnerOptions? options = null) =>
        new SeedRunner(_registry, (options ?? new SeedRunnerOptions()) with { Concurrency = 1 })
            .ApplyAsync(plan, new Noted(_progress), Cancellation);

    private sealed class Noted(List<SeedProgress> all) : IProgress<SeedProgress>
    {
        public void Report(SeedProgress value) => all.Add(value);
    }

    private sealed class StopAfter(int models, CancellationTokenSource stop) : IProgress<SeedProgress>
    {
        public void Report(SeedProgress value)
        {
            if (value.Entity is null && value.Done == models)
            {
                stop.Cancel();
            }
        }
    }
}
