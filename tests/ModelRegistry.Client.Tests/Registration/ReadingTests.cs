namespace ModelRegistry.Client.Tests.Registration;

/// <summary>Only what is declared is read, and all of it.</summary>
public sealed class ReadingTests : IAsyncLifetime
{
    private readonly RegistrationFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RegisteredModelSpec Full { get; } = RegisteredModelSpec.Named("m")
        .WithVersion("1", version => version.WithModelArtifact("s3://b/1"))
        .WithVersion("2", version => version.WithModelArtifact("s3://b/2"));

    public async ValueTask InitializeAsync()
    {
        await _fixture.InitializeAsync();
        await _fixture.Registry.RegisterAsync(Full, Cancellation);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Without_versions_none_are_read() => Assert.Empty(await ReadBelowModelAsync(RegisteredModelSpec.Named("m")));

    [Fact]
    public async Task Without_artifacts_none_are_read() =>
        Assert.EndsWith(
            "/versions",
            Assert.Single(await ReadBelowModelAsync(RegisteredModelSpec.Named("m").WithVersion("1").WithVersion("3"))),
            StringComparison.Ordinal);

    [Fact]
    public async Task Artifacts_are_read_of_the_versions_that_declare_some()
    {
        IReadOnlyList<string> requests = await ReadBelowModelAsync(
            Full with { Versions = [new ModelVersionSpec { Name = "1" }, Full.Versions[1]] });
        Assert.Single(requests, request => request.EndsWith("/artifacts", StringComparison.Ordinal));
        Assert.Equal(2, requests.Count);
    }

    /// <summary>Plans, and finds everything as it is declared.</summary>
    private async Task<IReadOnlyList<string>> ReadBelowModelAsync(RegisteredModelSpec spec)
    {
        _fixture.Wire.Clear();
        RegisteredModelPlan plan = await _fixture.Registry.PlanAsync(spec, Cancellation);
        Assert.DoesNotContain(plan.Entities, entity => entity.Action != PlannedAction.Unchanged && entity.Path != "m/3");
        return [.. _fixture.Wire.Requests.Select(request => request.Split('?')[0]).Skip(1)];
    }
}
