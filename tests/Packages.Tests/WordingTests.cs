using System.Text.RegularExpressions;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>The words of code and pages are .NET's, HTTP's and those of plain English.</summary>
public sealed partial class WordingTests
{
    private static readonly string[] Texts =
    [
        Repository.PathOf("README.md"),
        .. from folder in new[] { "src", "docs" }
           from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories)
           where Path.GetExtension(file) is ".cs" or ".md" && Repository.IsSource(file)
           select file,
    ];

    /// <summary>A response, a caller or those who do something, must, is reported, is checked against.</summary>
    [Fact]
    public void No_word_is_used_for_what_has_another_name() =>
        Assert.Empty(
            from file in Texts
            from line in File.ReadLines(file).Index()
            let word = Unwanted().Match(line.Item)
            where word.Success
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1}: '{word.Value}'");

    [GeneratedRegex(
        @"\b(answers?|whoever|shall|is told|held to)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unwanted();
}
