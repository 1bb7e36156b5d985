using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Seeding.Tests.Docs;

/// <summary>The code on the page about seeding is the code that the tests run.</summary>
public sealed class SeedingPageTests
{
    [Fact]
    public void Every_snippet_is_the_tested_one() =>
        SnippetPage.Verify("ModelRegistry.Seeding.Tests.csproj", "SeedingSnippets.cs", "seeding.md");
}
