using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests.Simulation;

/// <summary>For random pairs of what is there and what is declared, apply writes what plan said, and export says what is there.</summary>
[Trait("Category", "Slow")]
public sealed class PlanIsTruthTests
{
    /// <summary>On each database: the odd cases on MariaDB, the even ones on PostgreSQL.</summary>
    private const int Count = 150;

    [Theory(Timeout = 300_000)]
    [InlineData(RegistryDatabase.MariaDb, 1)]
    [InlineData(RegistryDatabase.PostgreSql, 2)]
    public async Task Apply_writes_exactly_what_the_plan_says(RegistryDatabase database, int first)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using SimulatedRegistry registry = await SimulatedRegistry.StartAsync(cancellation, database);
        int changed = 0;
        for (int number = first; number <= 2 * Count; number += 2)
        {
            IReadOnlyList<RegisteredModelSpec> seed = await DrawAsync(registry, number, cancellation);
            SeedPlan plan = await new SeedPlanner(registry.Seeder).PlanAsync(
                seed, new SeedRunnerOptions { AllowUriChange = true }, cancellation);
            Assert.Empty(registry.Wire.Writes);

            SeedResult result = await new SeedRunner(registry.Seeder).ApplyAsync(plan, null, cancellation);

            Assert.Empty(result.Failures);
            // A model that is created archived is archived by a write of its own, after its versions.
            string[] archivedAfterwards =
            [
                .. plan.Models.Where(model => model.Action == PlannedAction.Create
                    && model.Spec is { Versions.Count: > 0 } spec
                    && spec.State == RegisteredModelState.Archived).Select(model => model.Path),
            ];
            Assert.Equal(
                plan.Count(PlannedAction.Create), registry.Wire.Writes.Count(write => write.StartsWith("POST", StringComparison.Ordinal)));
            Assert.Equal(
                plan.Count(PlannedAction.Update) + archivedAfterwards.Length,
                registry.Wire.Writes.Count(write => write.StartsWith("PATCH", StringComparison.Ordinal)));
            Assert.Equal(
                plan.Entities.Select(entity => (entity.Path, entity.Kind, entity.Action.ToString()[..6]))
                    .Concat(archivedAfterwards.Select(path => (path, EntityKind.RegisteredModel, "Update"))).Order(),
                result.Entities.Select(entity => (entity.Path, entity.Kind, entity.Action.ToString()[..6])).Order());
            Assert.False(
                (await new SeedPlanner(registry.Seeder).PlanAsync(seed, new SeedRunnerOptions { AllowUriChange = true }, cancellation))
                    .HasChanges,
                $"case {number}");
            changed += plan.HasChanges ? 1 : 0;
        }

        Assert.True(changed > Count / 2, $"only {changed} of {Count} cases had something to do");
    }

    [Theory(Timeout = 300_000)]
    [InlineData(RegistryDatabase.MariaDb, 1)]
    [InlineData(RegistryDatabase.PostgreSql, 2)]
    public async Task An_export_applies_back_without_changes_and_makes_the_same_registry_again(RegistryDatabase database, int first)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using SimulatedRegistry registry = await SimulatedRegistry.StartAsync(cancellation, database);
        for (int number = first; number <= 2 * Count; number += 2)
        {
            IReadOnlyList<RegisteredModelSpec> seed = await DrawAsync(registry, number, cancellation);
            await SimulatedRegistry.ApplyAsync(registry.Seeder, seed, cancellation);

            SeedExport export = await new SeedExporter(registry.Seeder).ExportAsync(null, cancellation);
            string yaml = export.ToYaml();
            Seed read = await ReadAsync(yaml, cancellation);

            Assert.False(
                (await new SeedPlanner(registry.Seeder).PlanAsync(read, null, cancellation)).HasChanges, $"case {number}:\n{yaml}");
            registry.Reset();
            Assert.Empty(
                (await SimulatedRegistry.ApplyAsync(registry.Seeder, [.. read.Models.Select(model => model.Spec)], cancellation)).Failures);
            Assert.Equal(yaml, (await new SeedExporter(registry.Seeder).ExportAsync(null, cancellation)).ToYaml());
            Assert.Empty(export.LeftOut);
        }
    }

    private static async Task<IReadOnlyList<RegisteredModelSpec>> DrawAsync(
        SimulatedRegistry registry, int number, CancellationToken cancellation)
    {
        registry.Reset();
        var random = new Random(number);
        IReadOnlyList<RegisteredModelSpec> seed = SeedWorld.DrawSeed(random);
        foreach (string name in SeedWorld.DrawModelNames(random))
        {
            await registry.Other.RegisterAsync(SeedWorld.DrawState(random, seed, name), cancellation);
        }

        return seed;
    }

    private static async Task<Seed> ReadAsync(string yaml, CancellationToken cancellation)
    {
        SeedReadResult read = await SeedReader.ReadAsync(
            new SeedReaderOptions
            {
                Paths = ["-"],
                StandardInput = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(yaml)),
                Variables = _ => null,
            },
            cancellation);
        Assert.True(read.Seed is not null, $"{string.Join('\n', read.Errors)}\n{yaml}");
        return read.Seed;
    }
}
