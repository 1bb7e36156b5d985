using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests;

/// <summary>What a plan refuses, restores, adopts and leaves alone beside the dashboard, other clients and other commits.</summary>
public sealed class PlanRulesTests : RegistryTests
{
    private const string Set = "ours";

    [Theory]
    [InlineData(10, 7, true)]
    [InlineData(10, 6, false)]
    [InlineData(20, 14, true)]
    [InlineData(20, 13, false)]
    [InlineData(4, 1, true)]
    [InlineData(4, 0, false)]
    public async Task Three_or_thirty_percent_may_be_pruned(int before, int after, bool isAllowed)
    {
        await ApplyAsync(Models(before));
        SeedPlan plan = await PlanAsync(after == 0 ? [RegisteredModelSpec.Named("other")] : Models(after));
        Assert.Equal(isAllowed, plan.PruneRefusal is null);
        Assert.Equal(!isAllowed, plan.IsRefused);
        SeedResult result = await new SeedRunner(Registry).ApplyAsync(plan, null, Cancellation);
        Assert.Equal(isAllowed, result.Failures.Count == 0);
        Assert.Equal(isAllowed ? before - after : 0, Archived().Count());
    }

    [Theory]
    [InlineData("9", true)]
    [InlineData("8", false)]
    [InlineData("90%", true)]
    [InlineData("89%", false)]
    [InlineData("none", true)]
    public async Task The_limit_can_be_said(string limit, bool isAllowed)
    {
        await ApplyAsync(Models(10));
        Assert.True(PruneLimit.TryParse(limit, out PruneLimit parsed));
        Assert.Equal(limit, parsed.ToString());
        SeedPlan plan = await PlanAsync(Models(1), new SeedRunnerOptions { Set = Set, Prune = true, PruneLimit = parsed });
        Assert.Equal(isAllowed, plan.PruneRefusal is null);
    }

    [Fact]
    public async Task Versions_of_models_that_stay_have_a_limit_of_their_own()
    {
        RegisteredModelSpec many = Enumerable.Range(1, 10).Aggregate(
            RegisteredModelSpec.Named("m"), (model, number) => model.WithVersion($"{number}"));
        await ApplyAsync([many]);
        Assert.NotNull((await PlanAsync([many with { Versions = [.. many.Versions.Skip(4)] }])).PruneRefusal);
        Assert.Null((await PlanAsync([many with { Versions = [.. many.Versions.Skip(3)] }])).PruneRefusal);
    }

    [Fact]
    public async Task What_somebody_touched_since_it_was_pruned_stays_archived()
    {
        await ApplyAsync(Models(2));
        await ApplyAsync(Models(1));
        RegisteredModel pruned = await Registry.RegisteredModels.GetByNameAsync("m1", Cancellation);
        Assert.Equal(RegisteredModelState.Archived, pruned.State);
        long mark = long.Parse(
            pruned.CustomProperties.GetString(SeedSet.ArchivedPropertyName)!, System.Globalization.CultureInfo.InvariantCulture);
        await Registry.RegisteredModels.UpdateAsync(
            pruned.Id,
            new RegisteredModelUpdate
            {
                CustomProperties = new Dictionary<string, MetadataValue>(pruned.CustomProperties, StringComparer.Ordinal)
                {
                    [SeedSet.ArchivedPropertyName] = $"{mark - 61_000}",
                },
            },
            Cancellation);

        SeedPlan plan = await PlanAsync(Models(2));

        Assert.Equal(
            ["m1"], plan.DeclaredButArchived.Select(entity => entity.Path).Where(path => !path.Contains('/', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_deployed_is_not_archived_by_accident()
    {
        await ApplyAsync(Models(3));
        RegisteredModel held = await Registry.RegisteredModels.GetByNameAsync("m2", Cancellation);
        ServingEnvironment environment = await Registry.ServingEnvironments.CreateAsync(
            new ServingEnvironmentCreate { Name = "prod" }, Cancellation);
        await Registry.ServingEnvironments.CreateInferenceServiceAsync(
            environment.Id,
            new InferenceServiceCreate { Name = "chat", RegisteredModelId = held.Id, DesiredState = InferenceServiceState.Deployed },
            Cancellation);

        SeedPlan plan = await PlanAsync(Models(1));
        SeedResult result = await new SeedRunner(Registry).ApplyAsync(plan, null, Cancellation);

        Assert.Equal(["m2/1", "m2"], plan.Archives.Where(archive => archive.Refusal is not null).Select(archive => archive.Path));
        Assert.Equal(["m2/1", "m2"], result.Failures.Select(failure => failure.Path));
        Assert.All(result.Failures, failure => Assert.Contains("'chat'", failure.Error.Message, StringComparison.Ordinal));
        Assert.Equal(["m1"], Archived());
        Assert.All(
            (await PlanAsync(Models(1), new SeedRunnerOptions { Set = Set, Prune = true, ArchiveDeployed = true })).Archives,
            archive => Assert.Null(archive.Refusal));
    }

    [Fact]
    public async Task Half_a_mark_is_reported_and_archives_nothing()
    {
        await ApplyAsync(Models(3));
        await WipeAsync(await Registry.RegisteredModels.GetByNameAsync("m1", Cancellation));
        RegisteredModel second = await Registry.RegisteredModels.GetByNameAsync("m2", Cancellation);
        ModelVersion version = await Registry.ModelVersions.GetByNameAsync(second.Id, "1", Cancellation);
        await Registry.ModelVersions.UpdateAsync(
            version.Id, new ModelVersionUpdate { CustomProperties = new Dictionary<string, MetadataValue>() }, Cancellation);

        SeedPlan plan = await PlanAsync(Models(1));

        Assert.Empty(plan.Archives);
        Assert.Equal(2, plan.Notes.Count(note => note.Contains("not archived", StringComparison.Ordinal)));
    }

    /// <summary>A server before v0.3.0 ignores filters: what is read then has to be as complete.</summary>
    [Fact]
    public async Task On_a_server_that_ignores_filters_the_same_is_pruned_and_left_alone()
    {
        await using ModelRegistryEmulator old = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { ServerVersion = RegistryServerVersion.V02 }, Cancellation);
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = old.BaseAddress });
        var options = new SeedRunnerOptions { Set = Set, Prune = true };
        var planner = new SeedPlanner(registry);
        await new SeedRunner(registry).ApplyAsync(await planner.PlanAsync(Models(3), options, Cancellation), null, Cancellation);
        RegisteredModel shared = await registry.RegisteredModels.GetByNameAsync("m2", Cancellation);
        await registry.ModelVersions.CreateAsync(shared.Id, new ModelVersionCreate { Name = "somebody's" }, Cancellation);

        // Nothing that is declared is there, so that only pruning meets what was not asked for.
        SeedPlan plan = await planner.PlanAsync([RegisteredModelSpec.Named("new")], options, Cancellation);

        Assert.Equal(["m0", "m0/1", "m1", "m1/1", "m2/1"], plan.Archives.Select(archive => archive.Path).Order(StringComparer.Ordinal));
        Assert.Contains("'somebody's'", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ownership_that_was_lost_is_said_and_restored()
    {
        await ApplyAsync(Models(1));
        await WipeAsync(await Registry.RegisteredModels.GetByNameAsync("m0", Cancellation));

        SeedPlan plan = await PlanAsync(Models(1));
        await new SeedRunner(Registry).ApplyAsync(plan, null, Cancellation);

        Assert.Contains("Ownership lost: the model 'm0'", Assert.Single(plan.Notes), StringComparison.Ordinal);
        Assert.Equal(
            Set, (await Registry.RegisteredModels.GetByNameAsync("m0", Cancellation)).CustomProperties.GetString(SeedSet.PropertyName));
        Assert.Empty((await PlanAsync(Models(1))).Notes);
    }

    [Fact]
    public async Task An_artifact_that_somebody_registered_under_another_name_is_the_same()
    {
        RegisteredModel model = await Registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m0" }, Cancellation);
        ModelVersion version = await Registry.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = "1" }, Cancellation);
        await Registry.ModelVersions.UpsertArtifactAsync(
            version.Id, new ModelArtifactCreate { Name = "Version 1", Uri = "s3://bucket/0/" }, null, Cancellation);

        SeedPlan plan = await PlanAsync(Models(1), new SeedRunnerOptions());
        await new SeedRunner(Registry).ApplyAsync(plan, null, Cancellation);

        Assert.False(plan.HasChanges);
        Assert.Contains("'Version 1'", Assert.Single(plan.Notes), StringComparison.Ordinal);
        RegistryEntity only = Assert.Single(Emulator.Snapshot().Artifacts);
        Assert.Equal(("Version 1", null), (only.Name, only.ExternalId));
    }

    [Fact]
    public async Task Two_live_artifacts_of_one_uri_are_refused_with_their_ids()
    {
        RegisteredModel model = await Registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m0" }, Cancellation);
        ModelVersion version = await Registry.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = "1" }, Cancellation);
        string[] ids = new string[2];
        for (int i = 0; i < 2; i++)
        {
            ids[i] = (await Registry.ModelVersions.UpsertArtifactAsync(
                version.Id, new ModelArtifactCreate { Name = $"a{i}", Uri = "s3://bucket/0/" }, null, Cancellation)).Id;
        }

        SeedPlan plan = await PlanAsync(Models(1), new SeedRunnerOptions());

        Assert.Contains(
            $"(ids {ids[0]}, {ids[1]})",
            Assert.Single(plan.Entities, entity => entity.Refusal is not null).Refusal!.Message,
            StringComparison.Ordinal);
        RegisteredModelSpec twice = RegisteredModelSpec.Named("n").WithVersion(
            "1", declared => declared.WithModelArtifact("s3://b/x", artifact => artifact.Named("a")).WithModelArtifact(
                "s3://b/x", artifact => artifact.Named("b")));
        Assert.True((await PlanAsync([twice], new SeedRunnerOptions())).IsRefused);
    }

    [Theory]
    [InlineData("oci://host/granite:1.0@sha256:aa", "oci://host/granite@sha256:aa", true)]
    [InlineData("oci://host/granite@sha256:aa", "oci://host/granite:1.0@sha256:aa", true)]
    [InlineData("oci://host/granite:1.0", "oci://host/granite:1.0@sha256:aa", false)]
    public async Task A_tag_before_a_digest_is_no_change_of_a_live_version(string registered, string declared, bool isSame)
    {
        await ApplyAsync([At(registered)]);
        RegisteredModel before = await Registry.RegisteredModels.GetByNameAsync("m0", Cancellation);

        SeedPlan plan = await PlanAsync([At(declared)]);

        Assert.Equal((!isSame, false), (plan.IsRefused, plan.HasChanges));
        if (isSame)
        {
            await new SeedRunner(Registry).ApplyAsync(plan, null, Cancellation);
            RegisteredModel after = await Registry.RegisteredModels.GetByNameAsync("m0", Cancellation);
            Assert.Equal(before.LastUpdateTime, after.LastUpdateTime);
        }

        static RegisteredModelSpec At(string uri) =>
            RegisteredModelSpec.Named("m0").WithVersion("1", version => version.WithModelArtifact(uri));
    }

    [Fact]
    public async Task The_uri_of_a_live_version_does_not_change_in_its_place()
    {
        await ApplyAsync(Models(1));
        RegisteredModelSpec moved = RegisteredModelSpec.Named("m0").WithVersion(
            "1", version => version.WithModelArtifact("s3://elsewhere/"));

        Assert.Contains(
            "Make a new version",
            Assert.Single((await PlanAsync([moved])).Entities, entity => entity.Refusal is not null).Refusal!.Message,
            StringComparison.Ordinal);
        Assert.False((await PlanAsync([moved], new SeedRunnerOptions { AllowUriChange = true })).IsRefused);

        RegisteredModel model = await Registry.RegisteredModels.GetByNameAsync("m0", Cancellation);
        ModelVersion archived = await Registry.ModelVersions.GetByNameAsync(model.Id, "1", Cancellation);
        await Registry.ModelVersions.ArchiveAsync(archived.Id, Cancellation);
        Assert.False((await PlanAsync([moved])).IsRefused);
    }

    [Fact]
    public async Task Two_sources_of_one_set_refuse_each_other_and_none_says_nothing()
    {
        SeedPlan made = await PlanAsync(Models(1), new SeedRunnerOptions { Set = Set, Source = "git://a" });
        await new SeedRunner(Registry).ApplyAsync(made, null, Cancellation);

        Assert.True((await PlanAsync(Models(1), new SeedRunnerOptions { Set = Set, Source = "git://b" })).IsRefused);
        Assert.False((await PlanAsync(Models(1), new SeedRunnerOptions { Set = Set, Source = "git://b", TakeOver = true })).IsRefused);
        Assert.False((await PlanAsync(Models(1), new SeedRunnerOptions { Set = Set })).HasChanges);
        Assert.False((await PlanAsync(Models(1), new SeedRunnerOptions { Set = Set, Source = "git://a" })).HasChanges);
    }

    [Theory]
    [InlineData("model")]
    [InlineData("version")]
    [InlineData("artifact")]
    [InlineData("experiment")]
    public async Task An_external_id_that_another_entity_has_is_foreseen(string holder)
    {
        RegisteredModel model = await Registry.RegisteredModels.CreateAsync(
            new RegisteredModelCreate { Name = "other", ExternalId = holder == "model" ? "taken" : null }, Cancellation);
        ModelVersion version = await Registry.ModelVersions.CreateAsync(
            model.Id, new ModelVersionCreate { Name = "1", ExternalId = holder == "version" ? "taken" : null }, Cancellation);
        await Registry.ModelVersions.UpsertArtifactAsync(
            version.Id, new ModelArtifactCreate { Name = "a", ExternalId = holder == "artifact" ? "taken" : null }, null, Cancellation);
        if (holder == "experiment")
        {
            await Registry.Experiments.CreateAsync(new ExperimentCreate { Name = "e", ExternalId = "taken" }, Cancellation);
        }

        RegisteredModelSpec spec = holder == "artifact"
            ? RegisteredModelSpec.Named("m").WithVersion(
                "1", declared => declared.WithModelArtifact("s3://b", artifact => artifact.WithExternalId("taken")))
            : RegisteredModelSpec.Named("m").WithExternalId("taken").WithVersion("1");
        SeedPlan plan = await PlanAsync([spec], new SeedRunnerOptions());

        Assert.Contains(
            "'taken'", Assert.Single(plan.Entities, entity => entity.Refusal is not null).Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(holder == "artifact" ? 3 : 1, plan.Entities.Count());
    }

    [Theory]
    [InlineData("Straße", "strase")]
    [InlineData("Crème", "CREME")]
    [InlineData("a😀", "a🦙")]
    [InlineData("ΑΒΓ", "αβγ")]
    public async Task What_the_database_takes_for_the_same_name_is_refused_at_any_size(string name, string similar)
    {
        Assert.True(EntityNames.AreSimilar(name, similar));
        await Registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = name }, Cancellation);
        foreach (int others in (int[])[0, 20])
        {
            SeedPlan plan = await PlanAsync([RegisteredModelSpec.Named(similar), .. Models(others)], new SeedRunnerOptions());
            Assert.Equal(PlannedAction.Refused, plan.Models[0].Action);
        }
    }

    private static RegisteredModelSpec[] Models(int count) =>
    [
        .. Enumerable.Range(0, count).Select(number =>
            RegisteredModelSpec.Named($"m{number}").WithVersion("1", version => version.WithModelArtifact($"s3://bucket/{number}/"))),
    ];

    private Task<SeedPlan> PlanAsync(IReadOnlyList<RegisteredModelSpec> models, SeedRunnerOptions? options = null) =>
        new SeedPlanner(Registry).PlanAsync(models, options ?? new SeedRunnerOptions { Set = Set, Prune = true }, Cancellation);

    private async Task ApplyAsync(IReadOnlyList<RegisteredModelSpec> models)
    {
        SeedResult result = await new SeedRunner(Registry).ApplyAsync(await PlanAsync(models), null, Cancellation);
        Assert.Empty(result.Failures);
    }

    private async Task WipeAsync(RegisteredModel model) =>
        await Registry.RegisteredModels.UpdateAsync(
            model.Id, new RegisteredModelUpdate { CustomProperties = new Dictionary<string, MetadataValue>() }, Cancellation);

    private IEnumerable<string> Archived() =>
        Emulator.Snapshot().RegisteredModels.Where(model => model.State == "ARCHIVED").Select(model => model.Name!);
}
