using Microsoft.Extensions.Hosting;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Aspire.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_surface_is_the_one_that_was_agreed_on() => PublicApi.Verify(typeof(AspireModelRegistryExtensions).Assembly);
}
