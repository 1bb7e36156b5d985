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
    [InlineData("  - name: m\n    customProperties:\n      \ta: 1\n      b: 2\n", "5:7")]
    [InlineData("  \t- name: m\n    owner: x\n", "3:3")]
    public async Task A_tab_is_told_where_it_stands(string models, string place)
    {
        SeedReadResult result = await Seeds.ReadAsync(Head + models);

        Assert.Equal(
            $"<stdin>:{place}: SEED006 this is not well-formed YAML: there is a tab in the indentation: indent with spaces",
            Assert.Single(result.Errors).ToString());
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

    [Theory]
    [InlineData("  - name m\n    license: y\n", "3:5")]
    [InlineData("  - name:m\n    license: y\n", "3:5")]
    [InlineData("  - name: m\n    versions\n      - name: v\n", "4:5")]
    [InlineData("  - name: m\n    versions\n\n      - name: v\n", "4:5")]
    [InlineData("  - name: m\r\n    versions\r\n      - name: v\r\n", "4:5")]
    public async Task A_key_without_its_colon_is_told_where_it_stands(string models, string place)
    {
        SeedError error = Assert.Single((await Seeds.ReadAsync(Head + models)).Errors);
        Assert.Equal($"{place} SEED006", $"{error.Location.Line}:{error.Location.Column} {error.Code}");
        Assert.Equal(
            "this is not well-formed YAML: this line has no ':' with a space behind it, and the next one begins a mapping", error.Message);
    }

    [Theory]
    [InlineData("  - name: m\n    customProperties:\n       a: 1\n      b: 2\n", "6:7", 5)]
    [InlineData("  - name: m\n    versions:\n       - name: v\n        author: x\n", "6:9", 5)]
    [InlineData("  - name: m\n     owner: x\n", "4:11", 3)]
    public async Task An_indentation_that_does_not_fit_is_told_with_the_line_above(string models, string place, int above)
    {
        SeedError error = Assert.Single((await Seeds.ReadAsync(Head + models)).Errors);
        Assert.Equal($"{place} SEED006", $"{error.Location.Line}:{error.Location.Column} {error.Code}");
        Assert.EndsWith($". Is the indentation right, of this line and of line {above} above?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  - name: m\n    labels: [a, b\n", "4:13")]
    [InlineData("  - { name: m, owner: x\n", "3:5")]
    [InlineData("  - { name: m, versions: [{\n      name: v }\n  - name: n\n", "3:26")]
    public async Task A_bracket_that_is_not_closed_is_told_where_it_opens(string models, string place) =>
        Assert.Equal([$"{place} SEED006"], await Seeds.ReadBadAsync(Head + models));

    [Theory]
    [InlineData("{\n  \"formatVersion\": 1\n  \"models\": []\n}", "3:11 SEED006")]
    [InlineData("{\n  \"formatVersion\": 1,\n  \"models\": [\n    {\n      \"name\": \"m\"\n    }\n}", "7:1 SEED006")]
    public async Task A_mistake_within_brackets_is_told_at_its_place(string json, string error) =>
        Assert.Equal([error], await Seeds.ReadBadAsync(json));

    public static TheoryData<string, string> BlockScalars => new()
    {
        { "|\n      text\n", "text\n" },
        { "|\n\n      text\n", "\ntext\n" },
        { "|\n  \n      text\n", "\ntext\n" },
        { "|\n      \n      text\n", "\ntext\n" },
        { "|\n          \n  \n            \n      text\n", "\n\n\ntext\n" },
        { ">\n          \n      text\n      more\n", "\ntext more\n" },
        { ">-\n     \n      text\n", "\ntext" },
        { "| # a comment\n    \n      text\n", "\ntext\n" },
        { "|\r\n          \r\n      text\r\n", "\ntext\n" },
        { "|\n          \n", "" },
        { "|\n  \n\n      \n", "" },
        { "|-\n      \n", "" },
        { "|+\n      \n\n", "\n\n" },
        { "|2\n\n        text\n", "\n  text\n" },
        { "|2-\n      \n        text\n", "\n  text" },
        { "|\n      text\n          \n      more\n", "text\n    \nmore\n" },
        { "|\n      a |\n          \n      more >\n          \n      end\n", "a |\n    \nmore >\n    \nend\n" },
        { "|\n      - x: |\n            \n        y\n", "- x: |\n      \n  y\n" },
        { "\n      |\n     a |\n        \n     b\n", "a |\n   \nb\n" },
        { "\"a |\n          \n      b\"\n", "a |\nb" },
        { "!!str |\n          \n      text\n", "\ntext\n" },
        { "&x |\n          \n      text\n", "\ntext\n" },
    };

    [Theory]
    [MemberData(nameof(BlockScalars))]
    public async Task Blank_lines_before_the_text_of_a_block_are_as_wide_as_they_like(string yaml, string expected)
    {
        string eol = yaml.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        Seed seed = await Seeds.ReadGoodAsync($"formatVersion: 1\nmodels:\n  - name: m\n    description: {yaml}    owner: x{eol}    "
            + $"readme: |\n          \n      read\n  - name: n\n    description: {yaml}");

        Assert.Equal((expected, "x", "\nread\n"), (seed.Models[0].Spec.Description, seed.Models[0].Spec.Owner, seed.Models[0].Spec.Readme));
        Assert.Equal(expected, seed.Models[1].Spec.Description);
    }

    [Theory]
    [InlineData("- |\n          \n        text\n", "\ntext\n")]
    [InlineData("- |\n        \n", "")]
    [InlineData("-   |\n        \n       text\n", "\ntext\n")]
    public async Task Blank_lines_begin_a_block_in_a_list_too(string yaml, string expected)
    {
        Seed seed = await Seeds.ReadGoodAsync($"{Head}  - name: m\n    tasks:\n    {yaml}    - |\n        \n      last\n");
        Assert.Equal([expected, "\nlast\n"], seed.Models[0].Spec.Tasks!);
    }

    [Fact]
    public async Task What_stands_behind_wide_blank_lines_is_told_at_its_place() =>
        Assert.Equal(
            ["7:5 SEED020"], await Seeds.ReadBadAsync(Head + "  - name: m\n    description: |\n          \n      text\n    ownr: x\n"));

    [Theory]
    [InlineData("  - name: {{ .Values.name }}\n", "3:12 SEED009")]
    [InlineData("  - name: m\n    labels: {{ toJson .Values.labels }}\n", "4:14 SEED009")]
    [InlineData("  - name: m\n    labels: [{{ a }}, {{ b }}]\n", "4:15 SEED009", "4:24 SEED009")]
    [InlineData("  - name: m\n    customProperties: {{ .p }}\n", "4:24 SEED009")]
    [InlineData("  - name: m\n{{- if .x }}\n    owner: x\n{{- end }}\n", "4:1 SEED006")]
    [InlineData("  - name: m\n    {{ toYaml .Values.model }}\n", "4:5 SEED006")]
    [InlineData("  - name: m\n{% if x %}\n    owner: x\n{% endif %}\n", "4:1 SEED006")]
    [InlineData("  - name: m\n    versions: [{ name: v, artifacts: [{ uri: 's3://{{ b }}/x' }] }]\n", "4:46 SEED045")]
    public async Task A_template_that_was_not_rendered_is_told_as_that(string models, params string[] errors)
    {
        SeedReadResult result = await Seeds.ReadAsync(Head + models);
        Assert.Equal(errors, result.Errors.Select(error => $"{error.Location.Line}:{error.Location.Column} {error.Code}"));
        Assert.All(result.Errors, error =>
            Assert.EndsWith(
                ". This is a template that was not rendered: render it first, or quote it if the braces are meant",
                error.Message,
                StringComparison.Ordinal));
    }
}
