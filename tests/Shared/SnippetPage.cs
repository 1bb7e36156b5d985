namespace ModelRegistry.Tests.Shared;

/// <summary>A page of the docs whose code is code that the tests run, between <c>#region</c> markers of a source file.</summary>
internal static class SnippetPage
{
    /// <summary>Checks that the page shows the tested snippets, all of them, and no other code.</summary>
    /// <param name="project">The name of the tests' project file.</param>
    /// <param name="sourceFile">The source file in its folder <c>Docs</c>.</param>
    /// <param name="pageFile">The page in the repository's folder <c>docs</c>.</param>
    public static void Verify(string project, string sourceFile, string pageFile)
    {
        string tests = SourceTree.FolderOf(project);
        string[] source = File.ReadAllLines(Path.Combine(tests, "Docs", sourceFile));
        string[] page = File.ReadAllLines(Path.Combine(tests, "..", "..", "docs", pageFile));

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
