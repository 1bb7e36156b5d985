using ModelRegistry.Client;
using ModelRegistry.Seeding.Planning;

namespace ModelRegistry.Seeding.Tests.Planning;

/// <summary>What a plan may not touch: what another set or source owns, and what a live version was vetted with.</summary>
public sealed class PlanReviewTests
{
    private const string OfAnotherSet = "it belongs to the set 'theirs', which would take it back. "
        + "Let one set alone declare it, and take it over (SeedRunnerOptions.TakeOver) when that is to be 'ours'.";

    private const string OfAnotherSource = "it belongs to a set 'ours' from the source 'hub', not from 'git': "
        + "two seeds of one name would archive each other's models. "
        + "Rename one of the sets, and take it over (SeedRunnerOptions.TakeOver) when the seed has moved.";

    private const string OfAnotherUri = "its version is live, and what was vetted is the version with the URI 's3://old', not with "
        + "'s3://b/1'. Make a new version for the new URI.";

    private static RegisteredModelSpec Spec { get; } = RegisteredModelSpec.Named("m")
        .WithVersion("1", version => version.WithModelArtifact("s3://b/1"))
        .WithVersion("2", version => version.WithModelArtifact("s3://b/2"));

    [Theory]
    // The set of the seed, its source, those of the entity, and what stands in the refusal.
    [InlineData(null, null, "theirs", null, null)]
    [InlineData("ours", null, null, null, null)]
    [InlineData("ours", null, "ours", null, null)]
    [InlineData("ours", null, "theirs", null, OfAnotherSet)]
    [InlineData("ours", null, "Ours", null, "it belongs to the set 'Ours'")]
    [InlineData("ours", "git", "ours", "git", null)]
    [InlineData("ours", "git", "ours", null, null)]
    [InlineData("ours", null, "ours", "git", null)]
    [InlineData("ours", "git", null, "hub", null)]
    [InlineData("ours", "git", "ours", "hub", OfAnotherSource)]
    [InlineData("ours", "git", "ours", "Git", "from the source 'Git', not from 'git'")]
    public void What_another_set_or_source_owns_is_refused(
        string? set, string? source, string? owner, string? ownersSource, string? refusal)
    {
        RegisteredModelPlan plan = Plan(Marked(owner, ownersSource), []);
        RegisteredModelPlan ofVersion = Plan([], Marked(owner, ownersSource));

        RegisteredModelPlan reviewed = Review(plan, new SeedRunnerOptions { Set = set, Source = source });
        RegisteredModelPlan version = Review(ofVersion, new SeedRunnerOptions { Set = set, Source = source });

        if (refusal is null)
        {
            Assert.Equal(Shown(plan), Shown(reviewed));
            Assert.Equal(Shown(ofVersion), Shown(version));
            return;
        }

        Assert.Equal(PlannedAction.Refused, reviewed.Action);
        Assert.Contains(refusal, reviewed.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal("m", reviewed.Refusal.Path);
        Assert.Empty(reviewed.Versions);
        Assert.Equal((plan.Action, null), (version.Action, version.Refusal));
        Assert.Equal([PlannedAction.Refused, PlannedAction.Create], version.Versions.Select(below => below.Action));
        Assert.Contains(refusal, version.Versions[0].Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal("m/1", version.Versions[0].Refusal!.Path);
        Assert.Empty(version.Versions[0].Artifacts);
        Assert.Single(version.Versions[1].Artifacts);
    }

    [Fact]
    public void What_is_to_be_taken_over_is_not_refused()
    {
        var options = new SeedRunnerOptions { Set = "ours", Source = "git", TakeOver = true };
        Assert.False(Review(Plan(Marked("theirs", null), Marked("ours", "hub")), options).IsRefused);
    }

    [Fact]
    public void What_is_not_there_yet_is_nobodys() =>
        Assert.False(Review(RegistrationDiff.Compare(Spec, null), new SeedRunnerOptions { Set = "ours" }).IsRefused);

    [Theory]
    [InlineData("LIVE", "s3://old", true)]
    [InlineData(null, "s3://old", true)]
    [InlineData("ARCHIVED", "s3://old", false)]
    // What had no URI was vetted with none.
    [InlineData("LIVE", null, false)]
    [InlineData("LIVE", "s3://b/1", false)]
    public void The_uri_of_a_live_version_stays(string? state, string? before, bool isRefused)
    {
        RegisteredModelPlan plan = Plan([], [], state, before);

        ArtifactPlan artifact = Assert.Single(Review(plan, new SeedRunnerOptions()).Versions[0].Artifacts);

        Assert.Equal(isRefused, artifact.Action == PlannedAction.Refused);
        Assert.Equal(isRefused ? OfAnotherUri : null, artifact.Refusal?.Message);
        RegisteredModelPlan allowed = Review(plan, new SeedRunnerOptions { AllowUriChange = true });
        Assert.Equal(plan.Versions[0].Artifacts[0], Assert.Single(allowed.Versions[0].Artifacts));
    }

    [Fact]
    public void Another_field_of_a_live_versions_artifact_may_change()
    {
        RegisteredModelSpec described = RegisteredModelSpec.Named("m").WithVersion(
            "1", version => version.WithModelArtifact("s3://b/1", artifact => artifact.DescribedAs("new")));
        RegisteredModelPlan plan = Plan([], [], "LIVE", "s3://b/1", described);
        Assert.Equal(PlannedAction.Update, plan.Versions[0].Artifacts[0].Action);
        Assert.False(Review(plan, new SeedRunnerOptions()).IsRefused);
    }

    [Fact]
    public void A_refusal_of_the_comparison_stays()
    {
        RegisteredModelPlan plan = Plan([], [], "LIVE", "s3://old").Refuse((entity, _) =>
            entity is ArtifactPlan
                ? new RegistrationRefusal(RefusalKind.RepeatedUri, entity.Path, "it is there twice", "Remove one.")
                : null);
        ArtifactPlan refused = Assert.Single(plan.Versions[0].Artifacts);
        Assert.Equal((PlannedAction.Refused, "m/1/m: it is there twice. Remove one."), (refused.Action, refused.Refusal?.ToString()));
        Assert.Equal(refused, Assert.Single(Review(plan, new SeedRunnerOptions()).Versions[0].Artifacts));
    }

    [Fact]
    public void A_mark_is_put_on_a_model_and_its_versions_and_on_nothing_else()
    {
        Assert.Same(Spec, SeedSet.Mark(Spec, null));
        Assert.Same(Spec, SeedSet.Mark(Spec, null, "git"));
        RegisteredModelSpec owned = SeedSet.Mark(Spec, "ours");
        RegisteredModelSpec sourced = SeedSet.Mark(Spec, "ours", "git");
        Assert.All(
            (ResourceCreate[])[owned, .. owned.Versions], entity => Assert.Equal(Marked("ours", null), entity.CustomProperties));
        Assert.All(
            (ResourceCreate[])[sourced, .. sourced.Versions], entity => Assert.Equal(Marked("ours", "git"), entity.CustomProperties));
        Assert.All(sourced.Versions, version => Assert.Empty(Assert.Single(version.Artifacts).CustomProperties));
        Assert.Throws<ArgumentNullException>("spec", () => SeedSet.Mark(null!, null));
    }

    private static IEnumerable<(string Plan, string? Refusal)> Shown(RegisteredModelPlan plan) =>
        plan.Entities.Select(entity => (entity.ToString(), entity.Refusal?.Message));

    private static RegisteredModelPlan Review(RegisteredModelPlan plan, SeedRunnerOptions options) =>
        plan.Refuse(PlanReview.For(options).Judge);

    private static Dictionary<string, MetadataValue> Marked(string? set, string? source)
    {
        var properties = new Dictionary<string, MetadataValue>(StringComparer.Ordinal);
        if (set is not null)
        {
            properties[SeedSet.PropertyName] = set;
        }

        if (source is not null)
        {
            properties[SeedSet.SourcePropertyName] = source;
        }

        return properties;
    }

    /// <summary>A plan for a model that is there with its first version.</summary>
    private static RegisteredModelPlan Plan(
        Dictionary<string, MetadataValue> ofModel,
        Dictionary<string, MetadataValue> ofVersion,
        string? state = "LIVE",
        string? uri = "s3://b/1",
        RegisteredModelSpec? spec = null)
    {
        var model = new RegisteredModel { Id = "1", Name = "m", State = RegisteredModelState.Live, CustomProperties = ofModel };
        var version = new ModelVersion
        {
            Id = "2",
            Name = "1",
            RegisteredModelId = "1",
            State = state is null ? null : new ModelVersionState(state),
            CustomProperties = ofVersion,
        };
        var artifact = new ModelArtifact { Id = "3", Name = "m", Uri = uri };
        return RegistrationDiff.Compare(
            spec ?? Spec, new RegisteredModelSnapshot(model, [new ModelVersionSnapshot(version, [artifact])]));
    }
}
