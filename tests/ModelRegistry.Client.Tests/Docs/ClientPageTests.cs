using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Client.Tests.Docs;

/// <summary>The code on the client's page is the code that the tests run.</summary>
public sealed class ClientPageTests
{
    [Fact]
    public void Every_snippet_is_the_tested_one() =>
        SnippetPage.Verify("ModelRegistry.Client.Tests.csproj", "ClientSnippets.cs", "client.md");
}
