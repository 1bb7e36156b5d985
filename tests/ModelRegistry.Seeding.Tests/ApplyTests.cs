using ModelRegistry.Client;
using ModelRegistry.Emulator;
using ModelRegistry.Seeding.Tests.Simulation;

namespace ModelRegistry.Seeding.Tests;

/// <summary>How an apply ends that is stopped, or whose registry refuses it.</summary>
public sealed class ApplyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_has_no_answer_when_the_grace_is_over_is_cut_off_and_told_as_unconfirmed()
    {
        await using SimulatedRegistry registry = await SimulatedRegistry.StartAsync(Cancellation);
        using var stop = new CancellationTokenSource();
        SeedPlan plan = await PlanAsync(registry.Seeder, "a", "b", "c");
        registry.Wire.BeforeSend = async request =>
        {
            if (request.Method == HttpMethod.Post && registry.Wire.Writes.Count == 2)
            {
                await stop.CancelAsync();
            }
        };
        registry.Emulator.Faults.Add(
            new Fault { Method = "POST", After = 1, Times = int.MaxValue, Effect = FaultEffect.None, Delay = TimeSpan.FromHours(1) });

        SeedResult result = await new SeedRunner(registry.Seeder, new SeedRunnerOptions { Concurrency = 1, Grace = TimeSpan.Zero })
            .ApplyAsync(plan, null, stop.Token);

        Assert.True(result.IsStopped);
        Assert.Empty(result.Failures);
        Assert.Equal(
            [("a", AppliedAction.Created), ("b", AppliedAction.Unconfirmed), ("c", AppliedAction.NotReached)],
            result.Entities.Select(entity => (entity.Path, entity.Action)));
        Assert.Equal(["b", "c"], result.NotReached.Select(model => model.Path));
        Assert.Throws<SeedFailedException>(result.EnsureSucceeded);
        Assert.Equal(2, registry.Wire.Writes.Count);
    }

    [Fact]
    public async Task Whoever_is_refused_with_one_model_does_not_try_the_others()
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        SeedPlan plan = await PlanAsync(registry, "a", "b", "c");
        emulator.Faults.Add(new Fault { Method = "POST", Status = System.Net.HttpStatusCode.Forbidden, Times = int.MaxValue });

        SeedResult result = await new SeedRunner(registry, new SeedRunnerOptions { Concurrency = 1 }).ApplyAsync(plan, null, Cancellation);

        Assert.Equal("a", Assert.Single(result.Failures).Path);
        Assert.All(result.Entities, entity => Assert.Equal(AppliedAction.NotReached, entity.Action));
        Assert.Equal(["b", "c"], result.NotReached.Select(model => model.Path));
        Assert.Single(emulator.Requests, request => request.Method == "POST");
    }

    [Theory]
    [InlineData(RegistryDatabase.MariaDb, 70_000)]
    [InlineData(RegistryDatabase.PostgreSql, 2_700)]
    public async Task What_the_database_has_no_room_for_is_refused_and_neither_sent_again_nor_left_unconfirmed(
        RegistryDatabase database, int length)
    {
        await using ModelRegistryEmulator emulator =
            await ModelRegistryEmulator.StartAsync(new ModelRegistryEmulatorOptions { Database = database }, Cancellation);
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        // Characters by chance, which can't be compressed.
        var random = new Random(1);
        string uri = "s3://b/" + string.Concat(Enumerable.Range(0, length).Select(_ => (char)('!' + random.Next(94))));
        var model = new RegisteredModelSpec
        {
            Name = "m",
            Versions = [new ModelVersionSpec { Name = "v", Artifacts = [new ModelArtifactCreate { Name = "a", Uri = uri }] }],
        };
        SeedPlan plan = await new SeedPlanner(registry).PlanAsync([model], null, Cancellation);

        SeedResult result = await new SeedRunner(registry, new SeedRunnerOptions()).ApplyAsync(plan, null, Cancellation);

        ModelRegistryException refusal = Assert.IsType<ModelRegistryException>(Assert.Single(result.Failures).Error);
        Assert.False(refusal.IsTransient);
        Assert.False(refusal.IsOutcomeUnknown);
        Assert.DoesNotContain(result.Entities, entity => entity.Action == AppliedAction.Unconfirmed);
        Assert.Single(
            emulator.Requests, request => request.Method == "POST" && request.Path.EndsWith("/artifacts", StringComparison.Ordinal));
        Assert.Empty(emulator.Snapshot().Artifacts);
    }

    private static Task<SeedPlan> PlanAsync(ModelRegistryClient registry, params string[] models) =>
        new SeedPlanner(registry).PlanAsync(models.Select(RegisteredModelSpec.Named), null, Cancellation);
}
