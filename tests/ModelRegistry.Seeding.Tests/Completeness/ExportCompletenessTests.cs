using System.Reflection;
using ModelRegistry.Client;
using ModelRegistry.Tests.Shared.Completeness;

namespace ModelRegistry.Seeding.Tests.Completeness;

/// <summary>
/// Every field of every thing comes back from a registry as it was declared: applied, planned again, exported, read and planned once more,
/// before and after a change of each.
/// </summary>
public sealed class ExportCompletenessTests : RegistryTests
{
    public static TheoryData<string> Kinds => [.. SpecKind.All.Select(kind => kind.Name)];

    [Theory]
    [InlineData(null)]
    [InlineData("team-a")]
    public async Task Every_field_comes_back(string? set)
    {
        RegisteredModelSpec spec = SpecKind.MakeFull();
        await ApplyAsync(spec, set);
        await AssertComesBackAsync(spec, set);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_field_comes_back_changed(string name)
    {
        SpecKind kind = SpecKind.Named(name);
        RegisteredModelSpec spec = SpecKind.MakeFull();
        await ApplyAsync(spec);
        foreach (PropertyInfo field in kind.Fields)
        {
            object value = kind.Value(field, 2);
            spec = kind.With(spec, field, value);
            SeedPlan plan = await PlanAsync(spec);
            EntityPlan changed = Assert.Single(plan.Entities, entity => entity.Action != PlannedAction.Unchanged);
            string before = Fields.JsonName(field.Name);
            Assert.NotEmpty(changed.Changes);
            Assert.All(changed.Changes, change => Assert.True(
                change.Field == before || change.Field.StartsWith($"{before}.", StringComparison.Ordinal), change.Field));
            await ApplyAsync(spec);
            await AssertComesBackAsync(spec);
        }
    }

    private async Task<SeedPlan> PlanAsync(RegisteredModelSpec spec, string? set = null) =>
        await new SeedPlanner(Registry).PlanAsync([spec], new SeedRunnerOptions { Set = set, AllowUriChange = true }, Cancellation);

    private async Task ApplyAsync(RegisteredModelSpec spec, string? set = null)
    {
        SeedResult result = await new SeedRunner(Registry).ApplyAsync(await PlanAsync(spec, set), null, Cancellation);
        Assert.Empty(result.Failures);
        Assert.False((await PlanAsync(spec, set)).HasChanges);
    }

    private async Task AssertComesBackAsync(RegisteredModelSpec expected, string? set = null)
    {
        SeedExport export = await new SeedExporter(Registry).ExportAsync(null, Cancellation);
        Assert.Empty(export.LeftOut);
        Assert.Equal(set, export.Set);
        AssertSame(expected, Assert.Single(export.Models));

        Seed read = await Seeds.ReadGoodAsync(export.ToYaml());
        Assert.Equal(set, read.Set);
        AssertSame(expected, Assert.Single(read.Models).Spec);
        Assert.False((await new SeedPlanner(Registry).PlanAsync(read, null, Cancellation)).HasChanges);
    }

    private static void AssertSame(RegisteredModelSpec expected, RegisteredModelSpec actual)
    {
        expected = WithoutLive(expected);
        foreach (SpecKind kind in SpecKind.All)
        {
            Assert.Empty(Fields.Differences(kind.Show(kind.PartOf(expected)), kind.Show(kind.PartOf(actual))));
        }
    }

    /// <summary>A model and a version are LIVE unless something else is said, so an export does not say it.</summary>
    private static RegisteredModelSpec WithoutLive(RegisteredModelSpec spec) => spec with
    {
        State = spec.State == RegisteredModelState.Live ? null : spec.State,
        Versions =
        [
            .. spec.Versions.Select(version => version with { State = version.State == ModelVersionState.Live ? null : version.State }),
        ],
    };
}
