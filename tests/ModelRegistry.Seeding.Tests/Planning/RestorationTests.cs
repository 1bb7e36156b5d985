using ModelRegistry.Client;
using ModelRegistry.Seeding.Planning;

namespace ModelRegistry.Seeding.Tests.Planning;

/// <summary>What a set archived itself comes back when it is declared again, unless somebody has touched it since.</summary>
public sealed class RestorationTests
{
    private const string Set = "ours";

    private static readonly DateTimeOffset Archived = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);

    [Fact]
    public void The_mark_is_the_time_in_milliseconds() => Assert.Equal("1700000000123", Restoration.Mark(Archived));

    [Theory]
    [InlineData(0, true)]
    [InlineData(-5000, true)]
    [InlineData(60_000, true)]
    [InlineData(60_001, false)]
    public void What_was_changed_within_a_minute_of_the_mark_was_not_touched(int millisecondsLater, bool isRestored)
    {
        RegisteredModel model = Model() with { LastUpdateTime = Archived.AddMilliseconds(millisecondsLater) };
        ModelVersion version = Version() with { LastUpdateTime = Archived.AddMilliseconds(millisecondsLater) };
        AssertRestored(isRestored, isRestored, Named, model, version);
    }

    [Fact]
    public void Without_its_own_mark_nothing_is_restored()
    {
        AssertNotRestoredWith(Marked("theirs", "1700000000123"));
        AssertNotRestoredWith(Marked(Set, null));
        AssertNotRestoredWith(Marked(Set, "yesterday"));
        AssertNotRestoredWith(Marked(Set, " 1700000000123"));
        AssertRestored(false, false, Named, Model() with { LastUpdateTime = null }, Version() with { LastUpdateTime = null });
        AssertRestored(false, false, Named, Model(), Version(), set: null);
        AssertRestored(false, false, Named, Model(), Version(), set: "Ours");
    }

    [Fact]
    public void What_is_live_is_not_restored()
    {
        AssertRestored(false, true, Named, Model() with { State = RegisteredModelState.Live }, Version());
        AssertRestored(true, false, Named, Model(), Version() with { State = ModelVersionState.Live });
        AssertRestored(true, false, Named, Model(), Version() with { State = null });
        AssertRestored(false, true, Named, Model() with { State = null }, Version());
    }

    [Fact]
    public void What_a_seed_says_of_a_state_counts()
    {
        RegisteredModelSpec archived = Named.InState(RegisteredModelState.Archived);
        Assert.Equal(RegisteredModelState.Archived, Restore(archived, Model(), Version()).State);
        RegisteredModelSpec below = Named with { Versions = [Named.Versions[0].InState(ModelVersionState.Archived), Named.Versions[1]] };
        Assert.Equal(ModelVersionState.Archived, Restore(below, Model(), Version()).Versions[0].State);
    }

    [Fact]
    public void What_is_not_there_is_not_restored()
    {
        RegisteredModelPlan plan = RegistrationDiff.Compare(Named, null);
        Assert.Same(plan.Spec, Restoration.Restore(plan, Set));
    }

    private static RegisteredModelSpec Named { get; } = RegisteredModelSpec.Named("m").WithVersion("1").WithVersion("2");

    private static RegisteredModel Model() => new()
    {
        Id = "1",
        Name = "m",
        State = RegisteredModelState.Archived,
        LastUpdateTime = Archived,
        CustomProperties = Marked(Set, "1700000000123"),
    };

    private static ModelVersion Version() => new()
    {
        Id = "2",
        Name = "1",
        RegisteredModelId = "1",
        State = ModelVersionState.Archived,
        LastUpdateTime = Archived,
        CustomProperties = Marked(Set, "1700000000123"),
    };

    private static Dictionary<string, MetadataValue> Marked(string set, string? archived)
    {
        var properties = new Dictionary<string, MetadataValue>(StringComparer.Ordinal) { [SeedSet.PropertyName] = set };
        if (archived is not null)
        {
            properties[SeedSet.ArchivedPropertyName] = archived;
        }

        return properties;
    }

    private static RegisteredModelSpec Restore(RegisteredModelSpec spec, RegisteredModel model, ModelVersion version, string? set = Set) =>
        Restoration.Restore(
            RegistrationDiff.Compare(spec, new RegisteredModelSnapshot(model, [new ModelVersionSnapshot(version, [])])), set);

    private static void AssertNotRestoredWith(Dictionary<string, MetadataValue> properties) =>
        AssertRestored(
            false, false, Named, Model() with { CustomProperties = properties }, Version() with { CustomProperties = properties });

    private static void AssertRestored(
        bool isModel, bool isVersion, RegisteredModelSpec spec, RegisteredModel model, ModelVersion version, string? set = Set)
    {
        RegisteredModelSpec restored = Restore(spec, model, version, set);
        Assert.Equal(isModel ? RegisteredModelState.Live : (RegisteredModelState?)null, restored.State);
        Assert.Equal(isModel ? [SeedSet.ArchivedPropertyName] : [], restored.AbsentProperties);
        Assert.Equal(isVersion ? ModelVersionState.Live : (ModelVersionState?)null, restored.Versions[0].State);
        Assert.Equal(isVersion ? [SeedSet.ArchivedPropertyName] : [], restored.Versions[0].AbsentProperties);
        // The version that is not there.
        Assert.Equal(spec.Versions[1], restored.Versions[1]);
        Assert.Equal(isModel || isVersion, !ReferenceEquals(spec, restored));
    }
}
