using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Artifacts.Tests.Conventions;

/// <summary>The public surface changes on purpose only: the change shows in the committed file.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_surface_is_the_one_that_was_agreed_on() => PublicApi.Verify(typeof(ArtifactChecker).Assembly);
}
