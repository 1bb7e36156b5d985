using System.Text.RegularExpressions;

namespace ModelRegistry.Seeding.Tests;

public partial class SeedFormatDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Seeds.Repository, "docs", "seed-format.md"));

    public static TheoryData<string> Examples => [.. Fences().Matches(Page).Select(match => match.Groups["yaml"].Value)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_is_a_good_seed(string yaml) => await Seeds.ReadGoodAsync(yaml);

    [Fact]
    public void The_page_has_examples() => Assert.InRange(Examples.Count, 5, 50);

    [Fact]
    public void The_table_of_error_codes_is_that_of_the_code()
    {
        string table = "## Error codes\n\n| Code | Rule | Explanation |\n|---|---|---|\n" + Rows(SeedErrorCodes.All);
        AssertTable(Page.EndsWith(table, StringComparison.Ordinal), table);
    }

    [Fact]
    public void The_table_of_warnings_is_that_of_the_code()
    {
        string table = "\n\n| Code | Warning | Explanation |\n|---|---|---|\n" + Rows(SeedWarningCodes.All) + "\n## Error codes\n";
        AssertTable(Page.Contains(table, StringComparison.Ordinal), table);
    }

    [Fact]
    public void Codes_are_unique_and_in_order()
    {
        string[] codes = [.. SeedErrorCodes.All.Concat(SeedWarningCodes.All).Select(code => code.Code)];
        Assert.Equal(codes.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal), codes, StringComparer.Ordinal);
        Assert.All(SeedErrorCodes.All.Concat(SeedWarningCodes.All), code => Assert.Matches("^SEED[0-9]{3}$", code.Code));
    }

    [Fact]
    public void Every_field_is_described()
    {
        foreach (string field in new[]
        {
            Names(Format.SeedFormat.Document),
            Names(Format.SeedFormat.Model),
            Names(Format.SeedFormat.Version),
            Names(Format.SeedFormat.Artifact),
            Names(Format.SeedFormat.Policy),
        }.SelectMany(names => names))
        {
            Assert.Contains($"`{field}", Page, StringComparison.Ordinal);
        }

        static IEnumerable<string> Names<T>(Format.Shape<T> shape) => shape.Fields.Select(field => field.Name);
    }

    private static string Rows(IEnumerable<SeedErrorCode> codes) =>
        string.Concat(
            codes.Select(code => $"| {code.Code} | {code.Title} | {code.Explanation.Replace("|", "\\|", StringComparison.Ordinal)} |\n"));

    private static void AssertTable(bool isThere, string table)
    {
        string written = Path.Combine(AppContext.BaseDirectory, "seed-codes.md");
        File.WriteAllText(written, table);
        Assert.True(isThere, $"The codes have changed: put {written} into docs/seed-format.md.");
    }

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fences();
}
