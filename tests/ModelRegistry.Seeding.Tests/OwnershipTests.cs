using ModelRegistry.Client;
using ModelRegistry.Emulator;
using ModelRegistry.Seeding.Tests.Simulation;

namespace ModelRegistry.Seeding.Tests;

/// <summary>
/// What another set comes to own between the plan and a write is refused like what it owned before, and is not archived. The other set
/// acts right before the request that the test names.
/// </summary>
public sealed class OwnershipTests : IAsyncLifetime
{
    private SimulatedRegistry _registry = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RegisteredModelSpec Model { get; } = RegisteredModelSpec.Named("m").DescribedAs("ours")
        .WithVersion("1", version => version.DescribedAs("ours").WithModelArtifact("s3://ours/"));

    public async ValueTask InitializeAsync() => _registry = await SimulatedRegistry.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Theory]
    [InlineData("registered_models")]
    [InlineData("model_versions")]
    public async Task Whoever_loses_a_race_does_not_take_what_the_winner_made(string where)
    {
        if (where == "model_versions")
        {
            await ApplyAsync(_registry.Other, RegisteredModelSpec.Named("m").DescribedAs("ours"), "ours");
        }

        SeedPlan plan = await PlanAsync(Model);
        Before("POST", where, () => where == "registered_models"
            ? ApplyAsync(_registry.Other, Model.DescribedAs("theirs"), "theirs")
            : CreateVersionAsync("theirs"));

        SeedResult result = await ApplyAsync(plan);

        AssertRefused(result, "theirs");
        AssertOwner("theirs", where == "registered_models" ? Models : Versions);
        Assert.All(result.Entities, entity => Assert.True(entity.Action is AppliedAction.Unchanged or AppliedAction.NotReached));
        Assert.DoesNotContain(_registry.Wire.Writes, write => write.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_made_by_another_set_is_taken_when_that_is_asked_for()
    {
        SeedPlan plan = await PlanAsync(Model, new SeedRunnerOptions { Set = "ours", TakeOver = true });
        Before("POST", "registered_models", () => ApplyAsync(_registry.Other, Model.DescribedAs("theirs"), "theirs"));

        SeedResult result = await ApplyAsync(plan);

        Assert.Empty(result.Failures);
        AssertOwner("ours", Models);
        AssertOwner("ours", Versions);
    }

    [Fact]
    public async Task What_the_own_lost_create_made_is_adopted()
    {
        SeedPlan plan = await PlanAsync(Model);
        Before("POST", "registered_models", () => ApplyAsync(_registry.Other, Model, "ours"));

        SeedResult result = await ApplyAsync(plan);

        Assert.Empty(result.Failures);
        Assert.Equal(
            [AppliedAction.Adopted, AppliedAction.Unchanged, AppliedAction.Unchanged], result.Entities.Select(entity => entity.Action));
    }

    [Theory]
    [InlineData("registered_models", "owned")]
    [InlineData("registered_models", "marked anew")]
    [InlineData("registered_models", "unowned")]
    [InlineData("model_versions", "owned")]
    public async Task What_is_taken_over_after_the_plan_is_not_changed(string where, string before)
    {
        await ApplyAsync(_registry.Other, Model, before == "unowned" ? null : "ours");
        RegisteredModelSpec changed = where == "registered_models"
            ? Model.DescribedAs("changed")
            : Model with { Versions = [Model.Versions[0].DescribedAs("changed")] };
        SeedPlan plan = await PlanAsync(before == "marked anew" ? changed.Labelled("new") : changed);
        await TakeOverAsync();
        RegistrySnapshot theirs = _registry.Emulator.Snapshot();

        SeedResult result = await ApplyAsync(plan);

        AssertRefused(result, "theirs");
        Assert.Empty(_registry.Wire.Writes);
        Assert.Equal(Json(theirs), Json(_registry.Emulator.Snapshot()));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("artifact")]
    public async Task Nothing_new_is_made_below_what_is_taken_over_after_the_plan(string what)
    {
        await ApplyAsync(_registry.Other, Model, "ours");
        SeedPlan plan = await PlanAsync(what == "version"
            ? Model.WithVersion("2")
            : Model with { Versions = [Model.Versions[0].WithDocArtifact("s3://ours/card.md")] });
        await TakeOverAsync();

        SeedResult result = await ApplyAsync(plan);

        AssertRefused(result, "theirs");
        Assert.Empty(_registry.Wire.Writes);
    }

    [Fact]
    public async Task What_is_taken_over_while_it_is_changed_is_said_to_be_so()
    {
        await ApplyAsync(_registry.Other, Model, "ours");
        SeedPlan plan = await PlanAsync(Model.DescribedAs("changed"));
        Before("PATCH", "registered_models/", TakeOverAsync);

        SeedResult result = await ApplyAsync(plan);

        AssertRefused(result, "theirs");
        AssertOwner("theirs", Models);
        Assert.Equal(AppliedAction.Updated, result.Entities.First().Action);
    }

    [Fact]
    public async Task What_another_writer_archives_while_it_is_changed_is_live_in_the_end_when_that_is_declared()
    {
        await ApplyAsync(_registry.Other, Model, "ours");
        SeedPlan plan = await PlanAsync(Model.DescribedAs("changed").InState(RegisteredModelState.Live));
        Before("PATCH", "registered_models/", ArchiveAsync);

        SeedResult result = await ApplyAsync(plan);

        Assert.Empty(result.Failures);
        Assert.Equal("LIVE", Assert.Single(Models).State);
        Assert.Equal(2, result.Count(AppliedAction.Updated));
    }

    [Fact]
    public async Task A_mark_that_appears_after_the_reading_is_not_wiped_by_whoever_sends_the_properties_without_a_set()
    {
        await ApplyAsync(_registry.Other, Model, null);
        RegisteredModelSpec labelled = Model.Labelled("new") with { Versions = [Model.Versions[0].Labelled("new")] };
        SeedPlan plan = await PlanAsync(labelled, new SeedRunnerOptions());
        await TakeOverAsync();

        SeedResult result = await ApplyAsync(plan);

        Assert.Empty(result.Failures);
        AssertOwner("theirs", Models);
        AssertOwner("theirs", Versions);
        Assert.Contains("new", Assert.Single(Models).CustomProperties.Keys);
    }

    [Fact]
    public async Task What_is_taken_over_after_the_plan_is_not_archived()
    {
        await ApplyAsync(_registry.Other, Model, "ours");
        SeedPlan plan = await PruneAsync();
        await TakeOverAsync();

        SeedResult result = await ApplyAsync(plan);

        Assert.Empty(result.Failures);
        Assert.Empty(_registry.Wire.Writes);
        Assert.Equal([AppliedAction.Unchanged, AppliedAction.Unchanged], result.Entities.Select(entity => entity.Action));
    }

    [Fact]
    public async Task What_another_writer_archives_after_the_plan_is_not_written_again()
    {
        await ApplyAsync(_registry.Other, Model with { Versions = [] }, "ours");
        SeedPlan plan = await PruneAsync();
        await ArchiveAsync();

        SeedResult result = await ApplyAsync(plan);

        Assert.Empty(_registry.Wire.Writes);
        Assert.Equal(AppliedAction.Unchanged, Assert.Single(result.Entities).Action);
    }

    [Fact]
    public async Task Applying_again_takes_no_more_requests_with_a_set_than_without()
    {
        await ApplyAsync(_registry.Other, Model, "ours");
        SeedPlan plan = await PlanAsync(Model);
        int planned = _registry.Emulator.Requests.Count;

        await ApplyAsync(plan);

        Assert.Equal(planned, _registry.Emulator.Requests.Count);
    }

    private IReadOnlyList<RegistryEntity> Models => _registry.Emulator.Snapshot().RegisteredModels;

    private IReadOnlyList<RegistryEntity> Versions => _registry.Emulator.Snapshot().ModelVersions;

    private static IEnumerable<string> Json(RegistrySnapshot snapshot) =>
        snapshot.RegisteredModels.Concat(snapshot.ModelVersions).Concat(snapshot.Artifacts).Select(entity => entity.Json);

    private static void AssertRefused(SeedResult result, string owner)
    {
        SeedFailure failure = Assert.Single(result.Failures);
        Assert.IsType<RegistrationRefusedException>(failure.Error);
        Assert.Contains($"it belongs to the set '{owner}'", failure.Error.Message, StringComparison.Ordinal);
    }

    private static void AssertOwner(string owner, IReadOnlyList<RegistryEntity> entities) =>
        Assert.Equal(owner, Assert.Single(entities).CustomProperties[SeedSet.PropertyName]);

    /// <summary>Lets something happen right before the first request of a kind.</summary>
    private void Before(string method, string path, Func<Task> happens)
    {
        bool happened = false;
        _registry.Wire.BeforeSend = async request =>
        {
            bool isMeant = request.Method.Method == method
                && request.RequestUri!.AbsolutePath.Contains($"/{path}", StringComparison.Ordinal);
            if (isMeant && !happened)
            {
                happened = true;
                await happens();
            }
        };
    }

    private Task<SeedPlan> PlanAsync(RegisteredModelSpec model, SeedRunnerOptions? options = null) =>
        new SeedPlanner(_registry.Seeder).PlanAsync(
            [model], (options ?? new SeedRunnerOptions { Set = "ours" }) with { Concurrency = 1 }, Cancellation);

    private Task<SeedPlan> PruneAsync() =>
        new SeedPlanner(_registry.Seeder).PlanAsync(
            Array.Empty<RegisteredModelSpec>(), new SeedRunnerOptions { Set = "ours", Prune = true }, Cancellation);

    private Task<SeedResult> ApplyAsync(SeedPlan plan) =>
        new SeedRunner(_registry.Seeder, new SeedRunnerOptions { Concurrency = 1 }).ApplyAsync(plan, null, Cancellation);

    private Task TakeOverAsync() => ApplyAsync(_registry.Other, Model.DescribedAs("theirs"), "theirs", takeOver: true);

    private async Task ArchiveAsync() =>
        await _registry.Other.RegisteredModels.ArchiveAsync(Assert.Single(Models).Id, Cancellation);

    private async Task CreateVersionAsync(string owner) => await _registry.Other.ModelVersions.CreateAsync(
        Assert.Single(Models).Id,
        new ModelVersionCreate
        {
            Name = "1",
            CustomProperties = new Dictionary<string, MetadataValue>(StringComparer.Ordinal) { [SeedSet.PropertyName] = owner },
        },
        Cancellation);

    private static async Task ApplyAsync(ModelRegistryClient client, RegisteredModelSpec model, string? set, bool takeOver = false)
    {
        var options = new SeedRunnerOptions { Set = set, TakeOver = takeOver };
        SeedPlan plan = await new SeedPlanner(client).PlanAsync([model], options, Cancellation);
        Assert.Empty((await new SeedRunner(client).ApplyAsync(plan, null, Cancellation)).Failures);
    }
}
