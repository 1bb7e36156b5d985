using System.Text.RegularExpressions;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>The words of code and pages are .NET's, HTTP's and those of plain English, and lines can be read without scrolling.</summary>
public sealed partial class WordingTests
{
    private static readonly string[] Folders = ["src", "tests"];

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

    /// <summary>Literals in three quotes stay as they are: what they hold is data, recorded or expected.</summary>
    [Fact]
    public void No_line_of_code_is_longer_than_140_columns() =>
        Assert.Empty(
            from folder in Folders
            from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            where Repository.IsSource(file)
            from line in LinesOfCode(file)
            where line.Text.Length > 140
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}: {line.Text.Length} columns");

    private static IEnumerable<(int Number, string Text)> LinesOfCode(string file)
    {
        bool inLiteral = false;
        foreach ((int index, string text) in File.ReadLines(file).Index())
        {
            int quotes = text.Split("\"\"\"").Length - 1;
            if (quotes == 0 && !inLiteral)
            {
                yield return (index + 1, text);
            }

            inLiteral ^= quotes % 2 == 1;
        }
    }

    [GeneratedRegex(
        @"\b(answers?|whoever|shall|is told|held to)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unwanted();
}
