using System.Text.RegularExpressions;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>What the pages say of each other and of files is so.</summary>
public sealed partial class PagesTests
{
    private static readonly string[] Pages =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md"),
        .. new[] { "docs", "samples", "src", "templates" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories))
            .Where(Repository.IsSource),
    ];

    private static readonly string[] Described = ["src", "schemas"];

    public static TheoryData<string> Recipes => ["Adding a field", "Adding an operation", "Adding a seed field", "Adding an option"];

    [Fact]
    public void Every_link_leads_to_a_file_and_to_a_heading_in_it() =>
        Assert.Empty(
            from page in Pages
            from Match link in Link().Matches(File.ReadAllText(page))
            let target = link.Groups["target"].Value
            let file = Path.GetFullPath(link.Groups["file"].Value, Path.GetDirectoryName(page)!)
            let place = link.Groups["file"].Length == 0 ? page : file
            where !File.Exists(place) || (link.Groups["heading"].Success && !Headings(place).Contains(link.Groups["heading"].Value))
            select $"{Path.GetRelativePath(Repository.Root, page)}: {target}");

    [Fact]
    public void The_index_lists_every_page()
    {
        string index = File.ReadAllText(Repository.PathOf("docs", "README.md"));
        string contents = File.ReadAllText(Repository.PathOf("docs", "toc.yml"));
        string[] pages =
        [
            .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Select(page => Path.GetFileName(page)).Where(
                page => page != "README.md"),
        ];

        Assert.All(pages, page => Assert.Contains($"({page})", index, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Contains($"href: {page}\n", contents, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_sample_is_a_folder_with_a_page_that_the_index_links()
    {
        string index = File.ReadAllText(Repository.PathOf("samples", "README.md"));
        string[] folders = [.. Directory.EnumerateDirectories(Repository.PathOf("samples")).Select(folder => Path.GetFileName(folder))];

        Assert.NotEmpty(folders);
        Assert.All(folders, folder => Assert.True(File.Exists(Repository.PathOf("samples", folder, "README.md")), folder));
        Assert.All(folders, folder => Assert.Contains($"({folder}/README.md)", index, StringComparison.Ordinal));
    }

    /// <summary>Each recipe names an example, and each file that it lists has that example in it.</summary>
    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_for_contributors_lists_files_that_have_its_example(string heading)
    {
        string section = Section(heading);
        string example = Example().Match(section).Groups["example"].Value.TrimStart('-').Replace("-", "", StringComparison.Ordinal);
        string[] files = [.. Rows().Matches(section).Select(row => row.Groups["file"].Value)];

        Assert.NotEmpty(example);
        Assert.True(files.Length > 3);
        Assert.All(files, file => Assert.Contains(
            example,
            File.ReadAllText(Repository.PathOf(file)).Replace("-", "", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_recipe_for_a_field_leaves_no_file_out()
    {
        string[] listed = [.. Rows().Matches(Section("Adding a field")).Select(row => row.Groups["file"].Value)];
        string[] found =
        [
            .. from folder in Described
               from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories)
               where Path.GetExtension(file) is ".cs" or ".json" && Repository.IsSource(file)
               where File.ReadAllText(file).Contains("modelFormatVersion", StringComparison.OrdinalIgnoreCase)
               select Path.GetRelativePath(Repository.Root, file),
        ];

        Assert.Equal(
            found.Order(StringComparer.Ordinal),
            listed.Where(file => Described.Contains(file.Split('/')[0])).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_test_project_has_its_place()
    {
        string section = Section("Which test belongs where");

        Assert.All(
            Directory.EnumerateDirectories(Repository.PathOf("tests"), "*.Tests").Select(folder => Path.GetFileName(folder)),
            project => Assert.Contains($"`tests/{project}`", section, StringComparison.Ordinal));
    }

    [Fact]
    public void The_architecture_names_folders_and_types_that_are_there()
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "architecture.md"));
        string[] named = [.. Named().Matches(page).Select(match => match.Value)];
        string[] sources =
        [
            .. Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetFileNameWithoutExtension(file)),
        ];

        Assert.True(named.Length > 15);
        Assert.All(named, name =>
        {
            string text = name.Trim('`');
            bool isFolder = text.StartsWith("Seeding/", StringComparison.Ordinal) || text.StartsWith("Client/", StringComparison.Ordinal);
            Assert.True(isFolder ? Directory.Exists(Repository.PathOf("src", $"ModelRegistry.{text}")) : sources.Contains(text), name);
        });
    }

    private static string Section(string heading) =>
        File.ReadAllText(Repository.PathOf("CONTRIBUTING.md")).Split("\n## ")
            .Single(part => part.StartsWith($"{heading}\n", StringComparison.Ordinal));

    // As GitHub makes them: lower case, blanks to hyphens, all but letters, digits, hyphens and underscores left out.
    private static HashSet<string> Headings(string page) =>
        [
            .. Heading().Matches(File.ReadAllText(page))
                .Select(match => Mark().Replace(match.Groups["text"].Value.ToLowerInvariant().Replace(' ', '-'), "")),
        ];

    [GeneratedRegex(
        @"\]\((?!https?:|mailto:)(?<target>(?<file>[^)#\s]*)(#(?<heading>[^)\s]+))?)\)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_-]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"such as (the policy's )?`(?<example>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\| `(?<file>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rows();

    [GeneratedRegex(
        @"`((Seeding|Client)/[A-Za-z/]+|(Seed|Registration)[A-Z][A-Za-z]+|OperationHandler)`",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
