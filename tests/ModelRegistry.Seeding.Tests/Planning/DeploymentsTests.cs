using ModelRegistry.Client;
using ModelRegistry.Seeding.Planning;

namespace ModelRegistry.Seeding.Tests.Planning;

/// <summary>Which deployments hold a model or a version.</summary>
public sealed class DeploymentsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ModelVersion[] Versions =
    [
        Version("9", Noon.AddHours(1)),
        Version("10", Noon),
    ];

    [Fact]
    public void A_deployment_with_a_version_holds_that_version_and_its_model()
    {
        // Not the newest.
        var deployments = new Deployments([Service("10")]);
        Assert.Equal("the inference service 'chat' (id 5) is DEPLOYED with it", deployments.HolderOf(Versions[1], Versions));
        Assert.Null(deployments.HolderOf(Versions[0], Versions));
        Assert.NotNull(deployments.HolderOf(Model("1")));
        Assert.Null(deployments.HolderOf(Model("2")));
        Assert.Null(deployments.HolderOf(Versions[1] with { RegisteredModelId = "2" }, Versions));
    }

    [Fact]
    public void A_deployment_without_a_version_holds_the_newest()
    {
        var deployments = new Deployments([Service(null)]);
        Assert.NotNull(deployments.HolderOf(Versions[0], Versions));
        Assert.Null(deployments.HolderOf(Versions[1], Versions));
        Assert.Null(deployments.HolderOf(Versions[0], []));
    }

    [Theory]
    // Made at the same moment, the larger number is newer; what has no time is older.
    [InlineData("9", 0, "10", 0, "10")]
    [InlineData("11", 0, "12", 0, "12")]
    [InlineData("10", 0, "9", null, "10")]
    [InlineData("10", null, "9", 0, "9")]
    public void The_newest_is_the_one_that_was_made_last(string first, int? firstHour, string second, int? secondHour, string newest)
    {
        ModelVersion[] versions = [Version(first, Time(firstHour)), Version(second, Time(secondHour))];
        var deployments = new Deployments([Service(null)]);
        foreach (ModelVersion[] order in (ModelVersion[][])[versions, [versions[1], versions[0]]])
        {
            Assert.Equal([newest], order.Where(version => deployments.HolderOf(version, order) is not null).Select(version => version.Id));
        }

        static DateTimeOffset? Time(int? hour) => hour is { } hours ? Noon.AddHours(hours) : null;
    }

    [Fact]
    public void Where_deployments_do_not_count_there_are_none() => Assert.Null(Deployments.None.HolderOf(Model("1")));

    private static InferenceService Service(string? versionId) => new()
    {
        Id = "5",
        Name = "chat",
        RegisteredModelId = "1",
        ServingEnvironmentId = "7",
        ModelVersionId = versionId,
        DesiredState = InferenceServiceState.Deployed,
    };

    private static RegisteredModel Model(string id) => new() { Id = id, Name = "m" };

    private static ModelVersion Version(string id, DateTimeOffset? created) =>
        new() { Id = id, Name = id, RegisteredModelId = "1", CreateTime = created };
}
