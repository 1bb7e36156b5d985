using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Client.Tests.Docs;

/// <summary>The code on the client's page is the code that the tests run.</summary>
public sealed class ClientPageTests
{
    [Fact]
    public void Every_snippet_is_the_tested_one()
    {
        string tests = SourceTree.FolderOf("ModelRegistry.Client.Tests.csproj");
        string[] source = File.ReadAllLines(Path.Combine(tests, "Docs", "ClientSnippets.cs"));
        string[] page = File.ReadAllLines(Path.Combine(tests, "..", "..", "docs", "client.md"));

        Dictionary<string, string[]> tested = [];
        for (int i = 0; i < source.Length; i++)
        {
            if (source[i].Trim().StartsWith("#region ", StringComparison.Ordinal))
            {
                int end = Array.FindIndex(source, i, line => line.Trim() == "#endregion");
                string[] code = [.. source[(i + 1)..end].Select(line => line.Length > 8 ? line[8..] : "")];
                tested[source[i].Trim()[8..]] = code[^1].Length == 0 ? code[..^1] : code;
            }
        }

        Dictionary<string, string[]> shown = [];
        for (int i = 0; i < page.Length; i++)
        {
            if (page[i].StartsWith("<!-- snippet: ", StringComparison.Ordinal))
            {
                int end = Array.IndexOf(page, "```", i);
                shown[page[i][14..^4]] = page[(i + 2)..end];
            }
        }

        Assert.Equal(tested.Keys.Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
        Assert.All(tested, snippet => Assert.Equal(snippet.Value, shown[snippet.Key]));
        Assert.Equal(shown.Count, page.Count(line => line == "```csharp"));
    }
}
