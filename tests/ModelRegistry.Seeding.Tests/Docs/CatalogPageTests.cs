using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Seeding.Tests.Docs;

/// <summary>The code on the page about the catalog is the code that the tests run.</summary>
public sealed class CatalogPageTests
{
    [Fact]
    public void Every_snippet_is_the_tested_one() =>
        SnippetPage.Verify("ModelRegistry.Seeding.Tests.csproj", "CatalogSnippets.cs", "catalog.md");
}
