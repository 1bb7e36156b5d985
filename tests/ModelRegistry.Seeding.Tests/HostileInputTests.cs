using System.Diagnostics;
using System.Globalization;
using System.Text;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests;

public class HostileInputTests
{
    private const int Megabyte = 1024 * 1024;

    public static TheoryData<string, string> Repetitions => new()
    {
        { "[", "SEED007" },
        { "{", "SEED007" },
        { "{a: ", "SEED007" },
        { "[a,", "SEED007" },
        { "- ", "SEED007" },
        { "? ", "SEED007" },
        { "- ? ", "SEED007" },
        { "\n[", "SEED007" },
        { "\"", "SEED022" },
        { "'", "SEED022" },
        { "\"\\", "SEED006" },
        { "a\n", "SEED022" },
        { "a ", "SEED022" },
        { "*a ", "SEED009" },
        { "&a ", "SEED006" },
        { "!a ", "SEED009" },
        { "%a b\n", "SEED001" },
        { "# c\n", "SEED001" },
        { "\n", "SEED001" },
        { " ", "SEED001" },
        { "\t", "SEED001" },
        { "---\n", "SEED001" },
        { "😀", "SEED022" },
        { "\0", "SEED004" },
        { "|\n ", "SEED022" },
    };

    [Theory]
    [MemberData(nameof(Repetitions))]
    public async Task What_is_repeated_for_a_megabyte_ends_in_an_error(string repeated, string code)
    {
        SeedReadResult result = await ReadInTimeAsync(Repeat(repeated, Megabyte));
        Assert.Equal(code, result.Errors[0].Code);
    }

    [Theory]
    [InlineData("-\n", "SEED007")]
    [InlineData("a: 1\n", "SEED008")]
    public async Task Too_many_nodes_end_in_an_error(string repeated, string code)
    {
        SeedReadResult result = await ReadInTimeAsync(Repeat(repeated, 7 * Megabyte));
        Assert.Contains(result.Errors, error => string.Equals(error.Code, code, StringComparison.Ordinal));
        Assert.InRange(result.Errors.Count, 1, 10_001);
    }

    [Fact]
    public async Task A_hundred_megabytes_are_not_even_looked_at()
    {
        using var endless = new EndlessStream((byte)'[');
        SeedReadResult result = await SeedReader.ReadAsync(
            new SeedReaderOptions { Paths = ["-"], StandardInput = endless }, TestContext.Current.CancellationToken);
        Assert.Equal("<stdin>: SEED005 the file is larger than 16 MiB: split it", Assert.Single(result.Errors).ToString());
    }

    [Fact]
    public async Task A_billion_laughs_are_counted_and_not_written_out()
    {
        var yaml = new StringBuilder("formatVersion: 1\nmodels:\n  - name: m\n    customProperties:\n      a0: &a0 { x: [lol, lol, lol, "
            + "lol, lol, lol, lol, lol, lol] }\n");
        for (int i = 1; i < 20; i++)
        {
            yaml.Append(
                CultureInfo.InvariantCulture, $"      a{i}: &a{i} {{ x: [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}] }}\n");
        }

        SeedReadResult result = await ReadInTimeAsync(yaml.ToString());
        Assert.Equal("SEED007", Assert.Single(result.Errors).Code);
    }

    [Fact]
    public async Task Aliases_cannot_nest_deeper_than_anything_else()
    {
        var yaml = new StringBuilder("formatVersion: 1\nmodels:\n  - name: m\n    customProperties:\n      a0: &a0 { x: 1 }\n");
        for (int i = 1; i < 100; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"      a{i}: &a{i} {{ x: *a{i - 1} }}\n");
        }

        SeedReadResult result = await ReadInTimeAsync(yaml.ToString());
        Assert.Equal("SEED007", Assert.Single(result.Errors).Code);
    }

    [Theory]
    [InlineData("a: &a [*a]")]
    [InlineData("&a a: *a")]
    [InlineData("&a [&b {x: *a}]")]
    public async Task An_alias_of_what_is_around_it_is_refused(string yaml)
    {
        SeedReadResult result = await Seeds.ReadAsync(yaml);
        Assert.NotEmpty(result.Errors);
    }

    [Fact]
    public async Task Sixty_levels_are_fine()
    {
        Seed seed = await Seeds.ReadGoodAsync(Seeds.Model($"customProperties:\n  p: {Repeat("{x: ", 4 * 58)}1{Repeat("}", 58)}"));
        Assert.IsType<MetadataStringValue>(seed.Models[0].Spec.CustomProperties["p"]);
        Assert.Equal(
            ["5:247 SEED007"],
            await Seeds.ReadBadAsync(Seeds.Model($"customProperties:\n  p: {Repeat("{x: ", 4 * 70)}1{Repeat("}", 70)}")));
    }

    [Fact]
    public async Task A_million_errors_are_cut_off()
    {
        SeedReadResult result = await ReadInTimeAsync("formatVersion: 1\nmodels:\n" + Repeat("- {}\n", 500_000));
        Assert.Equal(10_001, result.Errors.Count);
        Assert.Equal("SEED029", result.Errors[^1].Code);
    }

    [Fact]
    public async Task Every_plane_of_unicode_is_kept()
    {
        var text = new StringBuilder();
        foreach (int plane in Enumerable.Range(0, 17))
        {
            text.Append(new Rune(plane * 0x10000 + 0x0151)).Append(new Rune(plane * 0x10000 + 0xE000)).Append(
                new Rune(plane * 0x10000 + 0xFFFD));
        }

        Seed seed = await Seeds.ReadGoodAsync(Seeds.Model($"description: '{text}'"));
        Assert.Equal(text.ToString(), seed.Models[0].Spec.Description);
    }

    [Theory]
    [InlineData("a: [1, 2\nb: 3", "SEED006")]
    [InlineData("a: b: c", "SEED006")]
    [InlineData("a:\n\tb: 1", "SEED006")]
    [InlineData("a: \"\\q\"", "SEED006")]
    [InlineData("a: \"\\uD800\"", "SEED006")]
    [InlineData("a: @x", "SEED006")]
    [InlineData("%YAML 9.9\n---\na: 1", "SEED006")]
    [InlineData("a: }", "SEED006")]
    [InlineData("{a: 1", "SEED006")]
    [InlineData("[a, b", "SEED006")]
    [InlineData("a: \"x\" y", "SEED006")]
    [InlineData("a: 'x'y", "SEED006")]
    [InlineData("a: [1] 2", "SEED006")]
    [InlineData("a: 1\n]", "SEED006")]
    [InlineData("{a: 1}}", "SEED006")]
    [InlineData("{a: 1} b", "SEED006")]
    [InlineData("[a]]", "SEED006")]
    [InlineData("a: 1\n  b: 2", "SEED006")]
    [InlineData("a:\n    b: 1\n  c: 2", "SEED006")]
    [InlineData("- a\nb: c", "SEED006")]
    [InlineData("a: 1\n- b", "SEED006")]
    [InlineData("a\nb: c", "SEED006")]
    [InlineData("a: |x\n  b", "SEED006")]
    [InlineData("a: > b", "SEED006")]
    [InlineData("{a b: c d: e}", "SEED006")]
    [InlineData("a: 1\n...\nb\nc: d", "SEED006")]
    [InlineData("a: *", "SEED006")]
    [InlineData("a: &", "SEED006")]
    [InlineData("a: !<x", "SEED006")]
    [InlineData("a: !x!y z", "SEED006")]
    public async Task What_is_not_yaml_is_an_error(string yaml, string code)
    {
        SeedReadResult result = await Seeds.ReadAsync(yaml);
        Assert.Contains(result.Errors, error => string.Equals(error.Code, code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_models_are_read_in_seconds()
    {
        var yaml = new StringBuilder(
            "formatVersion: 1\nset: large\npolicy: { artifactUris: { allow: ['s3://rhoai-artifacts/**'] } }\nmodels:\n");
        for (int i = 0; i < 10_000; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - name: model-{i}\n    description: The model number {i}, with a description of "
                + $"the usual length.\n    owner: ai-admin\n    license: apache-2.0\n    labels: [granite, fp8, validated]\n");
            yaml.Append("    customProperties:\n      quantization: FP8-dynamic\n      hardware_target: NVIDIA L4 (AWS G6)\n      size: "
                + "8\n    versions:\n");
            for (int version = 1; version <= 2; version++)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"      - name: {version}.0\n        author: ai-admin\n        description: The "
                    + $"version {version}, with a description of the usual length.\n        artifacts:\n");
                yaml.Append(
                    CultureInfo.InvariantCulture,
                    $"          - name: model-{i}-{version}\n            uri: s3://rhoai-artifacts/model-{i}/{version}/\n            "
                        + $"modelFormatName: safetensors\n            externalId: artifact-{i}-{version}\n");
            }
        }

        SeedReadResult result = await ReadInTimeAsync(yaml.ToString());
        Assert.Equal(10_000, result.Seed!.Models.Count);
    }

    /// <summary>Reads within a time that is long for a busy machine, and far too short for anything worse than linear.</summary>
    private static async Task<SeedReadResult> ReadInTimeAsync(string yaml)
    {
        var watch = Stopwatch.StartNew();
        SeedReadResult result = await Seeds.ReadAsync(yaml);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        return result;
    }

    private static string Repeat(string text, int length) => new StringBuilder().Insert(0, text, length / text.Length).ToString();

    private sealed class EndlessStream(byte value) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill(value);
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
