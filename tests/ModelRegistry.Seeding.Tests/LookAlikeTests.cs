using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests;

/// <summary>
/// Names and external ids that MariaDB takes for the same: what others have made stands in the way of a seed's look-alike, on PostgreSQL
/// too, so that a seed means the same on both.
/// </summary>
public sealed class LookAlikeTests
{
    private const string OnMariaDb = "on MariaDB, where neither case, accents nor blanks at the end count, the two names are one.";

    public static TheoryData<RegistryDatabase> Databases => [.. Enum.GetValues<RegistryDatabase>()];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_version_that_looks_alike_is_refused_and_not_written(RegistryDatabase database)
    {
        RegisteredModelPlan plan = await PlanAndApplyAsync(
            database, Granite("v1", new DocArtifactCreate { Name = "Card", ExternalId = "X-1" }));

        ModelVersionPlan version = Assert.Single(plan.Versions);
        Assert.Equal(PlannedAction.Refused, version.Action);
        Assert.StartsWith("the model has a version 'V1' (id 2), and " + OnMariaDb, version.Refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_artifact_that_looks_alike_is_refused_and_not_written(RegistryDatabase database)
    {
        RegisteredModelPlan plan = await PlanAndApplyAsync(database, Granite("V1", new DocArtifactCreate { Name = "card" }));

        ArtifactPlan artifact = Assert.Single(Assert.Single(plan.Versions).Artifacts);
        Assert.Equal(PlannedAction.Refused, artifact.Action);
        Assert.StartsWith(
            "the version has a doc-artifact 'Card' (id 1), and " + OnMariaDb, artifact.Refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_external_id_that_looks_alike_is_refused_and_not_written(RegistryDatabase database)
    {
        RegisteredModelPlan plan = await PlanAndApplyAsync(
            database, Granite("V1", new DocArtifactCreate { Name = "other", ExternalId = "x-1" }));

        ArtifactPlan artifact = Assert.Single(Assert.Single(plan.Versions).Artifacts);
        Assert.Equal(PlannedAction.Refused, artifact.Action);
        Assert.Contains("the externalId 'X-1' (id 1) is named 'Card'", artifact.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_looks_alike_is_refused_and_not_written_where_the_registry_finds_it_by_the_name()
    {
        RegisteredModelPlan plan = await PlanAndApplyAsync(RegistryDatabase.MariaDb, RegisteredModelSpec.Named("granite"));

        Assert.Equal(PlannedAction.Refused, plan.Action);
        Assert.StartsWith("the registry has a model 'Granite' (id 1), and " + OnMariaDb, plan.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_PostgreSQL_each_of_two_artifacts_that_look_alike_is_found_by_its_own_external_id()
    {
        await using ModelRegistryEmulator emulator =
            await ModelRegistryEmulator.StartAsync(
                new ModelRegistryEmulatorOptions { Database = RegistryDatabase.PostgreSql }, Cancellation);
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        await RegisterAsync(registry);
        Artifact second = await registry.ModelVersions.UpsertArtifactAsync(
            "2", new DocArtifactCreate { Name = "other", ExternalId = "x-1" }, cancellationToken: Cancellation);

        SeedPlan plan = await new SeedPlanner(registry).PlanAsync(
            [Granite("V1", new DocArtifactCreate { Name = "other", ExternalId = "x-1" })], null, Cancellation);

        ArtifactPlan artifact = Assert.Single(Assert.Single(Assert.Single(plan.Models).Versions).Artifacts);
        Assert.Equal((PlannedAction.Unchanged, second.Id), (artifact.Action, artifact.Id));
    }

    private static RegisteredModelSpec Granite(string version, ArtifactCreate artifact) => new()
    {
        Name = "Granite",
        Versions = [new ModelVersionSpec { Name = version, Artifacts = [artifact] }],
    };

    private static Task<RegistrationResult> RegisterAsync(ModelRegistryClient registry) =>
        registry.RegisterAsync(Granite("V1", new DocArtifactCreate { Name = "Card", ExternalId = "X-1" }), Cancellation);

    private static async Task<RegisteredModelPlan> PlanAndApplyAsync(RegistryDatabase database, RegisteredModelSpec spec)
    {
        await using ModelRegistryEmulator emulator =
            await ModelRegistryEmulator.StartAsync(new ModelRegistryEmulatorOptions { Database = database }, Cancellation);
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        await RegisterAsync(registry);
        emulator.ClearRequests();
        SeedPlan plan = await new SeedPlanner(registry).PlanAsync([spec], null, Cancellation);

        SeedResult result = await new SeedRunner(registry, new SeedRunnerOptions()).ApplyAsync(plan, null, Cancellation);

        Assert.Single(result.Failures);
        Assert.DoesNotContain(emulator.Requests, request => request.Method != "GET");
        return Assert.Single(plan.Models);
    }
}
