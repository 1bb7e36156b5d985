namespace ModelRegistry.Seeding.Tests;

/// <summary>Files that are no YAML are told at the place that has to be mended.</summary>
public class MalformedYamlTests
{
    private const string Head = "formatVersion: 1\nmodels:\n";

    [Theory]
    [InlineData("\t- name: m\n", "3:1")]
    [InlineData("  - name: m\n\towner: x\n", "4:1")]
    [InlineData("  - name: m\n  \towner: x\n", "4:3")]
    [InlineData("  - name: m\n    labels:\n    \t- a\n", "5:5")]
    [InlineData("  - name: m\n    labels:\n\t\t- a\n", "5:1")]
    [InlineData("  - name: m\n    description: |\n\t\ttext\n    owner: x\n", "5:1")]
    [InlineData("  - name: m\n    description: a\n\t\n\t# a comment\n\n\towner: x\n", "5:1")]
    [InlineData("  - name: a\n    description: b\n     \tc\n  - name: m\n    versions:\n\t- name: v\n", "8:1")]
    [InlineData("  - name: m\r\n    labels:\r\n    \t- a\r\n", "5:5")]
    public async Task A_tab_is_told_where_it_stands(string models, string place)
    {
        SeedReadResult result = await Seeds.ReadAsync(Head + models);

        Assert.Equal($"<stdin>:{place}: SEED006 this is not well-formed YAML: there is a tab in the indentation: indent with spaces", Assert.Single(result.Errors).ToString());
    }

    [Theory]
    [InlineData("  - name: m\n    description: \"open\n    owner: x\n", "4:18")]
    [InlineData("  - name: m\n    description: 'open\n    owner: x\n", "4:18")]
    [InlineData("  - name: m\n    description: \"open", "4:18")]
    [InlineData("  - name: m\n    'owner: x\n    license: y\n", "4:5")]
    [InlineData("  - name: \"m\n---\nformatVersion: 1\n", "3:11")]
    [InlineData("  - name: m\n    labels: ['a, b]\n  - name: n\n", "4:14")]
    [InlineData("  - name: 😀\n    labels: [\"😀, é, b]\n  - name: n\n", "4:14")]
    public async Task A_quote_that_is_not_closed_is_told_where_it_opens(string models, string place) =>
        Assert.Equal([$"{place} SEED006"], await Seeds.ReadBadAsync(Head + models));

    [Theory]
    [InlineData("  - name: m\n    description: 'open\n  - name: n\n    owner: 'x'\n", "4:18", "4:18 is closed only at 6:12")]
    [InlineData("  - name: 'm\n    description: 'it is'\n    owner: x\n", "3:11", "3:11 is closed only at 4:18")]
    [InlineData("  - { name: 'm, owner: x }\n  - { name: 'n', owner: x }\n", "3:13", "3:13 is closed only at 4:13")]
    [InlineData("  - name: 'm\n    versions:\n      - name: '1.0'\n        artifacts: []\n", "6:18", "3:11 is closed only at 5:15")]
    public async Task A_quote_that_the_next_one_closes_lines_below_is_told_where_it_opens(string models, string place, string opening)
    {
        SeedError error = Assert.Single((await Seeds.ReadAsync(Head + models)).Errors);

        Assert.Equal($"{place} SEED006", $"{error.Location.Line}:{error.Location.Column} {error.Code}");
        Assert.Contains($"the quote that opens at {opening}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  - name: m\n    labels: [a, b\n    owner: x\n", "4:15")]
    [InlineData("  - name: m\n   owner: x\n", "4:4")]
    [InlineData("  - name: m\n    owner x\n    license: y\n", "4:5")]
    [InlineData("  - name: m\n    description: a: b\n", "4:19")]
    [InlineData("  - name: @m\n", "3:11")]
    [InlineData("  - name: m\n    description: \"a\n      b\"\n    owner: c\n   license: d\n", "7:4")]
    public async Task What_is_not_well_formed_is_told_at_its_place(string models, string place) =>
        Assert.Equal([$"{place} SEED006"], await Seeds.ReadBadAsync(Head + models));
}
