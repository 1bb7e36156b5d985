using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests.Planning;

/// <summary>What a plan says of the marks of its set, and of what has left the set.</summary>
public sealed class SeedPlannerTests : RegistryTests
{
    private const string Set = "ours";

    private static readonly Dictionary<string, MetadataValue> Unmarked = new(StringComparer.Ordinal);

    [Fact]
    public async Task A_plan_is_asked_for_with_what_it_needs()
    {
        ArgumentException noSet = await Assert.ThrowsAsync<ArgumentException>(
            "options", () => PlanAsync([], new SeedRunnerOptions { Prune = true }));
        Assert.StartsWith("Pruning needs a set: without one nothing tells what the seed owns.", noSet.Message, StringComparison.Ordinal);
        ArgumentException twice = await Assert.ThrowsAsync<ArgumentException>(
            "models", () => PlanAsync([Model("m"), Model("n"), Model("m")]));
        Assert.StartsWith("The model 'm' is declared twice.", twice.Message, StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests);
    }

    [Fact]
    public async Task A_mark_that_was_lost_is_said_of_the_model_or_of_its_versions()
    {
        await ApplyAsync(Model("m", "1", "2"), Model("n", "1"));
        await WipeModelAsync("m");
        await WipeVersionAsync("n", "1");

        SeedPlan plan = await PlanAsync([Model("m", "1", "2"), Model("n", "1")]);

        Assert.Equal(
            [Lost("model 'm'", plan.Models[0].Id!), Lost("version 'n/1'", plan.Models[1].Versions[0].Id!)],
            plan.Notes);
        Assert.Empty((await PlanAsync([Model("m", "1", "2"), Model("n", "1")], new SeedRunnerOptions())).Notes);
    }

    [Fact]
    public async Task What_never_had_the_mark_has_not_lost_it()
    {
        await ApplyAsync(new SeedRunnerOptions(), Model("m", "1"));
        Assert.Empty((await PlanAsync([Model("m", "1"), Model("new", "1")])).Notes);
        await ApplyAsync(Model("m"));
        Assert.Single((await PlanAsync([Model("m", "1")])).Notes);
    }

    [Fact]
    public async Task What_has_left_is_archived_in_the_order_in_which_it_was_made_versions_first()
    {
        string[] names = [.. Enumerable.Range(0, 6).Select(number => $"{(char)('z' - number)}")];
        await ApplyAsync([.. names.Select(name => Model(name, "1"))]);

        SeedPlan plan = await PlanAsync([Model("z"), Model("new")], Pruning(PruneLimit.None));

        Assert.Equal(
            ["z/1", .. names[1..].SelectMany(name => (string[])[$"{name}/1", name])], plan.Archives.Select(archive => archive.Path));
        Assert.All(plan.Archives, archive => Assert.Equal(
            archive.Path.Contains('/', StringComparison.Ordinal) ? EntityKind.ModelVersion : EntityKind.RegisteredModel, archive.Kind));
        Assert.True(plan.HasChanges);
        Assert.Empty((await PlanAsync([Model("z"), Model("new")], new SeedRunnerOptions { Set = Set })).Archives);
    }

    [Fact]
    public async Task What_is_archived_has_left_already()
    {
        await ApplyAsync(Model("m", "1"), Model("n", "1"), Model("o", "1"));
        await ArchiveVersionAsync("m", "1");
        await Registry.RegisteredModels.ArchiveAsync(await IdAsync("n"), Cancellation);
        Assert.Equal(["m", "n/1", "o/1", "o"], (await PlanAsync([], Pruning(PruneLimit.None))).Archives.Select(archive => archive.Path));
        await ArchiveVersionAsync("n", "1");
        await ArchiveVersionAsync("o", "1");
        // A version of somebody else that is archived is in nobody's way.
        await WipeVersionAsync("o", "1");
        SeedPlan plan = await PlanAsync([], Pruning(PruneLimit.None));
        Assert.Equal(["m", "o"], plan.Archives.Select(archive => archive.Path));
        Assert.Empty(plan.Notes);
    }

    [Fact]
    public async Task Where_half_of_it_has_the_mark_nothing_is_archived_and_that_is_said()
    {
        await ApplyAsync(Model("m", "1"), Model("n", "1"));
        await WipeModelAsync("m");
        await WipeVersionAsync("n", "1");

        SeedPlan plan = await PlanAsync([], Pruning(PruneLimit.None));

        Assert.Empty(plan.Archives);
        Assert.False(plan.HasChanges);
        string versionId = await VersionIdAsync("m", "1");
        string foreignId = await VersionIdAsync("n", "1");
        Assert.Equal(
            [
                $"The version 'm/1' (id {versionId}) is marked as the set's and its model is not: it is not archived. "
                    + "Declare the model, or archive the version by hand.",
                $"The model 'n' (id {await IdAsync("n")}) is marked as the set's and its version '1' (id {foreignId}) is not: "
                    + "the model is not archived. Declare it, or archive it by hand.",
            ],
            plan.Notes);
    }

    [Fact]
    public async Task A_version_that_has_left_a_declared_model_without_the_mark_is_archived()
    {
        await ApplyAsync(Model("m", "1", "2"));
        await WipeModelAsync("m");
        Assert.Equal(["m/2"], (await PlanAsync([Model("m", "1")], Pruning(PruneLimit.Default))).Archives.Select(archive => archive.Path));
    }

    [Fact]
    public async Task The_limit_is_said_with_its_numbers()
    {
        await ApplyAsync([.. Enumerable.Range(1, 5).Select(number => Model($"m{number}")), Model("many", "1", "2", "3", "4")]);
        await Registry.RegisteredModels.ArchiveAsync(await IdAsync("m5"), Cancellation);

        SeedPlan models = await PlanAsync([Model("many", "1", "2", "3", "4")], Pruning(PruneLimit.Default));
        Assert.StartsWith(
            "4 of the 5 live models that the set 'ours' owns are no longer declared, and at most 3 may be archived in one run.",
            models.PruneRefusal!.Message,
            StringComparison.Ordinal);
        Assert.True(models.IsRefused);
        Assert.Equal(
            ("set ours", "If that is meant, allow it (SeedRunnerOptions.PruneLimit)."),
            (models.PruneRefusal.Path, models.PruneRefusal.Hint));
        // Both limits are exceeded: that of models is named.
        SeedPlan both = await PlanAsync([Model("many")], Pruning(PruneLimit.Default));
        Assert.Contains(" live models ", both.PruneRefusal!.Message, StringComparison.Ordinal);

        RegisteredModelSpec[] all = [.. Enumerable.Range(1, 4).Select(number => Model($"m{number}"))];
        SeedPlan versions = await PlanAsync([.. all, Model("many", "1")], Pruning(PruneLimit.OfCount(2)));
        Assert.StartsWith(
            "3 of the 4 live versions of models that stay that the set 'ours' owns are no longer declared, "
                + "and at most 2 may be archived in one run.",
            versions.PruneRefusal!.Message,
            StringComparison.Ordinal);

        // Only what is live counts, of models that stay.
        await ArchiveVersionAsync("many", "4");
        SeedPlan fewer = await PlanAsync([.. all, Model("many", "1")], Pruning(PruneLimit.OfCount(1)));
        Assert.StartsWith("2 of the 3 live versions ", fewer.PruneRefusal!.Message, StringComparison.Ordinal);
        await ApplyAsync(Model("other", "1", "2"));
        fewer = await PlanAsync([.. all, Model("many", "1")], Pruning(PruneLimit.OfCount(1)));
        Assert.StartsWith("2 of the 3 live versions ", fewer.PruneRefusal!.Message, StringComparison.Ordinal);
        await Registry.RegisteredModels.ArchiveAsync(await IdAsync("other"), Cancellation);

        // The versions of a model that leaves count with it.
        Assert.Null((await PlanAsync(all, Pruning(PruneLimit.OfCount(1)))).PruneRefusal);
        Assert.NotNull((await PlanAsync(all, Pruning(PruneLimit.OfCount(0)))).PruneRefusal);
    }

    [Theory]
    // What the seed says of its set and source comes first.
    [InlineData(null, null, null, null)]
    [InlineData("seed", null, "options", null)]
    [InlineData("seed", "seed", "options", "options")]
    [InlineData(null, null, "options", "options")]
    [InlineData("seed", null, null, null)]
    [InlineData(null, "seed", "options", null)]
    public async Task A_seed_says_whose_it_is(string? set, string? source, string? setOfOptions, string? sourceOfOptions)
    {
        Seed seed = Seed() with { Set = set, Source = source };
        SeedPlan plan = await new SeedPlanner(Registry).PlanAsync(
            seed, new SeedRunnerOptions { Set = setOfOptions, Source = sourceOfOptions }, Cancellation);
        Assert.Equal((set ?? setOfOptions, source ?? sourceOfOptions), (plan.Options.Set, plan.Options.Source));
        Assert.Equal(set ?? setOfOptions, plan.Models[0].Spec.CustomProperties.GetString(SeedSet.PropertyName));
    }

    [Fact]
    public async Task A_seed_says_how_much_may_leave_unless_whoever_runs_it_does()
    {
        var planner = new SeedPlanner(Registry);
        SeedPlan limited = await planner.PlanAsync(Seed() with { PruneLimit = 7 }, null, Cancellation);
        Assert.Equal(PruneLimit.OfCount(7), limited.Options.PruneLimit);
        Assert.Equal(PruneLimit.Default, (await planner.PlanAsync(Seed(), null, Cancellation)).Options.PruneLimit);
        var own = new SeedRunnerOptions { PruneLimit = PruneLimit.OfPercent(5), Concurrency = 3 };
        SeedPlan plan = await planner.PlanAsync(Seed() with { PruneLimit = 7 }, own, Cancellation);
        Assert.Equal((PruneLimit.OfPercent(5), 3), (plan.Options.PruneLimit, plan.Options.Concurrency));
    }

    [Theory]
    [InlineData(false, "", false)]
    [InlineData(true, "", true)]
    [InlineData(true, "true", true)]
    [InlineData(false, "false", true)]
    [InlineData(false, "true", false)]
    [InlineData(false, "unsaid", false)]
    [InlineData(false, "false,unsaid", true)]
    [InlineData(false, "false,true", false)]
    public async Task Uris_may_change_where_a_policy_allows_it_and_none_forbids_it(bool ofOptions, string policies, bool isAllowed)
    {
        Seed seed = Seed() with
        {
            Policies =
            [
                .. policies.Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(policy => new SeedPolicy { ImmutableUris = policy == "unsaid" ? null : policy == "true" }),
            ],
        };
        SeedPlan plan = await new SeedPlanner(Registry).PlanAsync(
            seed, new SeedRunnerOptions { AllowUriChange = ofOptions }, Cancellation);
        Assert.Equal(isAllowed, plan.Options.AllowUriChange);
    }

    [Fact]
    public async Task A_plan_counts_and_names_what_it_is_about()
    {
        await ApplyAsync(Model("m", "1", "2"), Model("n"));
        await ArchiveVersionAsync("m", "1");
        await Registry.RegisteredModels.ArchiveAsync(await IdAsync("n"), Cancellation);

        RegisteredModelSpec more = Model("m", "1", "2").WithVersion("3", version => version.WithModelArtifact("s3://b"));
        SeedPlan plan = await PlanAsync([more, Model("n")]);

        Assert.Equal(["m/1", "n"], plan.DeclaredButArchived.Select(entity => entity.Path));
        Assert.Equal((2, 4), (plan.Count(PlannedAction.Create), plan.Count(PlannedAction.Unchanged)));
        Assert.True(plan.HasChanges);
        SeedPlan said = await PlanAsync([Model("n").InState(RegisteredModelState.Archived), Model("m", "2")]);
        Assert.Empty(said.DeclaredButArchived);
        Assert.False(said.HasChanges);
    }

    [Fact]
    public async Task Archiving_alone_is_a_change_unless_it_is_refused()
    {
        await ApplyAsync(Model("m"));
        ServingEnvironment environment = await Registry.ServingEnvironments.CreateAsync(
            new ServingEnvironmentCreate { Name = "prod" }, Cancellation);
        SeedPlan free = await PlanAsync([], Pruning(PruneLimit.Default));
        Assert.True(free is { HasChanges: true, IsRefused: false });
        await Registry.ServingEnvironments.CreateInferenceServiceAsync(
            environment.Id,
            new InferenceServiceCreate
            {
                Name = "chat",
                RegisteredModelId = await IdAsync("m"),
                DesiredState = InferenceServiceState.Deployed,
            },
            Cancellation);

        SeedPlan held = await PlanAsync([], Pruning(PruneLimit.Default));

        Assert.True(held is { HasChanges: false, IsRefused: true });
        RegistrationRefusal refusal = Assert.Single(held.Refusals);
        Assert.Equal("m", refusal.Path);
        Assert.Equal("Undeploy it first, or archive it all the same (SeedRunnerOptions.ArchiveDeployed).", refusal.Hint);
    }

    private static Seed Seed() => new() { Models = [new SeedModel(Model("m"), default, [])] };

    private static string Lost(string what, string id) =>
        $"Ownership lost: the {what} (id {id}) no longer has the mark of the set 'ours'. Applying restores it.";

    private static SeedRunnerOptions Pruning(PruneLimit limit) => new() { Set = Set, Prune = true, PruneLimit = limit };

    private static RegisteredModelSpec Model(string name, params string[] versions) =>
        versions.Aggregate(RegisteredModelSpec.Named(name), (model, version) => model.WithVersion(version));

    private Task<SeedPlan> PlanAsync(RegisteredModelSpec[] models, SeedRunnerOptions? options = null) =>
        new SeedPlanner(Registry).PlanAsync(models, options ?? new SeedRunnerOptions { Set = Set }, Cancellation);

    private Task ApplyAsync(params RegisteredModelSpec[] models) => ApplyAsync(new SeedRunnerOptions { Set = Set }, models);

    private async Task ApplyAsync(SeedRunnerOptions options, params RegisteredModelSpec[] models)
    {
        SeedPlan plan = await PlanAsync(models, options);
        var inOrder = new SeedRunnerOptions { Concurrency = 1 };
        Assert.Empty((await new SeedRunner(Registry, inOrder).ApplyAsync(plan, null, Cancellation)).Failures);
    }

    private async Task<string> IdAsync(string model) => (await Registry.RegisteredModels.GetByNameAsync(model, Cancellation)).Id;

    private async Task<string> VersionIdAsync(string model, string version) =>
        (await Registry.ModelVersions.GetByNameAsync(await IdAsync(model), version, Cancellation)).Id;

    private async Task WipeModelAsync(string model) =>
        await Registry.RegisteredModels.UpdateAsync(
            await IdAsync(model), new RegisteredModelUpdate { CustomProperties = Unmarked }, Cancellation);

    private async Task WipeVersionAsync(string model, string version) => await Registry.ModelVersions.UpdateAsync(
        await VersionIdAsync(model, version), new ModelVersionUpdate { CustomProperties = Unmarked }, Cancellation);

    private async Task ArchiveVersionAsync(string model, string version) =>
        await Registry.ModelVersions.ArchiveAsync(await VersionIdAsync(model, version), Cancellation);
}
