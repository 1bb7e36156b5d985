using System.Text.Json;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests;

public sealed class SubstitutionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("seed-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("${NAME}", "granite")]
    [InlineData("a-${NAME}-b-${NAME}", "a-granite-b-granite")]
    [InlineData("${UNSET:-other}", "other")]
    [InlineData("${EMPTY:-other}", "other")]
    [InlineData("x${EMPTY}", "x")]
    [InlineData("${NAME:-other}", "granite")]
    [InlineData("x${UNSET:-}", "x")]
    [InlineData("${UNSET:-a:-b}", "a:-b")]
    [InlineData("$${NAME}", "${NAME}")]
    [InlineData("$$$${NAME}", "$$${NAME}")]
    [InlineData("$$${NAME}", "$${NAME}")]
    [InlineData("$${NAME}-${NAME}", "${NAME}-granite")]
    [InlineData("${UNSET:-$}${NAME}", "$granite")]
    [InlineData("${UNSET:-a$$b}", "a$$b")]
    [InlineData("cost $5", "cost $5")]
    [InlineData("$NAME", "$NAME")]
    [InlineData("5$", "5$")]
    [InlineData("5$$", "5$$")]
    [InlineData("$$x^2$$ and \\$HOME/$(pwd)", "$$x^2$$ and \\$HOME/$(pwd)")]
    [InlineData("'$'", "$")]
    [InlineData("${DOLLAR}", "${NAME} $$")]
    [InlineData("'${NAME}'", "granite")]
    [InlineData("\"${NAME}\"", "granite")]
    public async Task Variables_are_put_in(string yaml, string expected)
    {
        Seed seed = await Seeds.ReadGoodAsync(Seeds.Model($"description: {yaml}"), With);
        Assert.Equal(expected, seed.Models[0].Spec.Description);
    }

    [Theory]
    [InlineData("$5", false)]
    [InlineData("$${NAME}", false)]
    [InlineData("$${NAME} $${NAME}", false)]
    [InlineData("5$$", true)]
    [InlineData("$$x$$", true)]
    [InlineData("$$${NAME}", true)]
    [InlineData("$$$${NAME}", true)]
    [InlineData("${UNSET:-a$$b}", true)]
    [InlineData("${DOLLAR}", false)]
    public async Task Two_dollar_signs_that_stood_for_one_are_a_warning(string yaml, bool isWarned)
    {
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model($"description: {yaml}"), With);
        Assert.NotNull(result.Seed);
        Assert.Equal(isWarned ? ["<stdin>:4:18: SEED100 '$$' is no escape any more, and each '$' stands for itself: write one '$' where "
            + "one is meant"] : [], result.Warnings.Select(warning => warning.ToString()));
    }

    [Fact]
    public async Task Warnings_come_with_errors_too()
    {
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model("description: $$\nownr: x"));
        Assert.Equal(["SEED020"], result.Errors.Select(error => error.Code));
        Assert.Equal(["SEED100"], result.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public async Task Warnings_have_a_limit()
    {
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model("tasks:\n" + string.Concat(Enumerable.Repeat("  - $$\n", 2_000))));
        Assert.Equal(1_001, result.Warnings.Count);
        Assert.Equal("SEED109", result.Warnings[^1].Code);
    }

    [Theory]
    [InlineData("substitution: false\n", "")]
    [InlineData("", "substitution: false\n")]
    public async Task A_document_can_switch_substitution_off(string before, string after)
    {
        string path = Write("token", "s3cret");
        string text = $"$$ $${{X}} ${{NAME}} ${{NOBODY}} ${{ ${{file:{path}}}";
        SeedReadResult result = await Seeds.ReadAsync(
            $$"""
            formatVersion: 1
            {{before}}models:
              - name: m
                description: '{{text}}'
                customProperties: { p: "{{text}}", q: !!int "8" }
            {{after}}---
            formatVersion: 1
            models:
              - name: ${NAME}
            """,
            With);

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Equal([text, null], result.Seed!.Models.Select(model => model.Spec.Description));
        Assert.Equal(new MetadataStringValue(text), result.Seed.Models[0].Spec.CustomProperties["p"]);
        Assert.Equal("granite", result.Seed.Models[1].Spec.Name);
    }

    [Theory]
    [InlineData("true", null)]
    [InlineData("'false'", "2:15 SEED022")]
    [InlineData("no", "2:15 SEED022")]
    [InlineData("${OFF:-false}", "2:15 SEED022")]
    [InlineData("", "2:14 SEED023")]
    [InlineData("[false]", "2:15 SEED022")]
    public async Task Substitution_stays_on_when_the_document_does_not_say_false(string value, string? error)
    {
        SeedReadResult result = await Seeds.ReadAsync(
            $"formatVersion: 1\nsubstitution: {value}\nmodels:\n  - name: a${{NAME}}\n  - name: ${{NOBODY}}\n", With);
        Assert.Equal(
            ((string?[])[error, "5:11 SEED010"]).OfType<string>(),
            result.Errors.Select(found => $"{found.Location.Line}:{found.Location.Column} {found.Code}"));
    }

    [Fact]
    public async Task A_policy_file_can_switch_substitution_off()
    {
        string path = Write("policy.yaml", "formatVersion: 1\nsubstitution: false\npolicy:\n  licenses: { allow: ['${NAME}'] }\n");
        Seed seed = await Seeds.ReadGoodAsync(Seeds.Model("license: $${NAME}"), options => With(options) with { PolicyFile = path });
        Assert.Equal(["${NAME}"], seed.Policies[0].AllowedLicenses!);
    }

    [Theory]
    [InlineData("${X}")]
    [InlineData("$${X}")]
    [InlineData("$$${X}$$")]
    [InlineData("$$x^2$$ costs $5 in $HOME, ${file:/x} and $${a}")]
    [InlineData("a\n$${b}\n  ${c} $$\n")]
    [InlineData("${")]
    [InlineData("$$")]
    public async Task What_is_exported_reads_back(string text)
    {
        string yaml = new SeedExport(null, [
            new RegisteredModelSpec
            {
                Name = "m",
                Description = text,
                CustomProperties = new Dictionary<string, MetadataValue> { ["p"] = text },
            },
        ], []).ToYaml();
        RegisteredModelSpec read = Assert.Single((await Seeds.ReadGoodAsync(yaml)).Models).Spec;
        Assert.Equal(text, read.Description);
        Assert.Equal(new MetadataStringValue(text), read.CustomProperties["p"]);
    }

    [Fact]
    public void Export_escapes_what_would_be_put_in_and_nothing_else()
    {
        string yaml = new SeedExport(null, [new RegisteredModelSpec { Name = "m", Description = "$5 $$ ${A} $${X}" }], []).ToYaml();
        Assert.Contains("    description: \"$5 $$ $${A} $$${X}\"\n", yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${NOBODY}", "SEED010")]
    [InlineData("x ${NOBODY} ${NOBODY2}", "SEED010", "SEED010")]
    [InlineData("${", "SEED011")]
    [InlineData("${NAME", "SEED011")]
    [InlineData("'${}'", "SEED011")]
    [InlineData("'${1A}'", "SEED011")]
    [InlineData("'${A B}'", "SEED011")]
    [InlineData("'${NAME-x}'", "SEED011")]
    [InlineData("'${NAME:x}'", "SEED011")]
    [InlineData("'${A:-${B}}'", "SEED011")]
    [InlineData("'${env:NAME}'", "SEED011")]
    [InlineData("'${file:}'", "SEED012")]
    [InlineData("'${file:relative}'", "SEED012")]
    [InlineData("'${file:/does/not/exist}'", "SEED012")]
    [InlineData("'${file:/}'", "SEED012")]
    [InlineData("'${file:/dev/zero}'", "SEED012")]
    public async Task A_bad_substitution_is_reported_where_it_is(string yaml, params string[] codes)
    {
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model($"description: {yaml}"), With);
        Assert.Equal(codes, result.Errors.Select(error => error.Code), StringComparer.Ordinal);
        Assert.All(result.Errors, error => Assert.Equal((4, 18), (error.Location.Line, error.Location.Column)));
    }

    [Theory]
    [InlineData("${NUMBER}", "8")]
    [InlineData("${YAML}", "[a, b]: {c: d}\n- x")]
    [InlineData("${NULL}", "null")]
    [InlineData("${UNSET:-5}", "5")]
    public async Task What_is_put_in_is_a_text_whatever_it_looks_like(string yaml, string expected)
    {
        Seed seed = await Seeds.ReadGoodAsync(Seeds.Model($"customProperties:\n  p: {yaml}\n  q: {{ r: \"{yaml}\" }}"), With);
        Assert.Equal(new MetadataStringValue(expected), seed.Models[0].Spec.CustomProperties["p"]);
        Assert.Equal(
            expected,
            JsonElement.Parse(((MetadataStringValue)seed.Models[0].Spec.CustomProperties["q"]).Value).GetProperty("r").GetString());
    }

    [Fact]
    public async Task The_wire_form_gives_a_variable_another_type()
    {
        Seed seed = await Seeds.ReadGoodAsync(
            Seeds.Model("""
                state: ${STATE}
                customProperties:
                  plain: ${NUMBER}
                  int: { metadataType: MetadataIntValue, int_value: "${NUMBER}" }
                  double: { metadataType: MetadataDoubleValue, double_value: "${NUMBER}" }
                  bool: { metadataType: MetadataBoolValue, bool_value: "${TRUE}" }
                """),
            With);
        Dictionary<string, MetadataValue> properties = seed.Models[0].Spec.CustomProperties;
        Assert.Equal(RegisteredModelState.Archived, seed.Models[0].Spec.State);
        Assert.Equal(new MetadataStringValue("8"), properties["plain"]);
        Assert.Equal(new MetadataIntValue(8), properties["int"]);
        Assert.Equal(new MetadataDoubleValue(8), properties["double"]);
        Assert.Equal(new MetadataBoolValue(true), properties["bool"]);
    }

    [Fact]
    public async Task Keys_are_left_alone()
    {
        Seed seed = await Seeds.ReadGoodAsync(Seeds.Model("customProperties: { \"${NAME}\": x }"), With);
        Assert.Equal(["${NAME}"], seed.Models[0].Spec.CustomProperties.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_files_content_is_a_secret()
    {
        string path = Write("token", "s3cret-token\n");
        Seed seed = await Seeds.ReadGoodAsync(Seeds.Model($"description: 'a ${{file:{path}}} b'"));
        Assert.Equal("a s3cret-token b", seed.Models[0].Spec.Description);
        Assert.Equal("Bearer ***!", seed.Secrets.Hide("Bearer s3cret-token!"));
    }

    [Fact]
    public async Task No_error_shows_a_secret()
    {
        string secret = new string('k', 90) + "-tail";
        string path = Write("token", secret);
        string other = Write("other", "line one of key\nline two of key\n");
        SeedReadResult result = await Seeds.ReadAsync(
            $"""
            formatVersion: 1
            models:
              - name: ' ${"{"}file:{path}{"}"}'
                state: ${"{"}file:{path}{"}"}
                licenseLink: ${"{"}PASSWORD{"}"}
                externalId: ${"{"}file:{other}{"}"}
              - name: x
                customProperties: {"{"} p: {"{"} metadataType: MetadataIntValue, int_value: '${"{"}PASSWORD{"}"}' {"}"} {"}"}
                hunter2: x
            """,
            options => With(options) with { SecretVariables = ["PASSWORD", "NOBODY"] });

        Assert.Equal(
            ["SEED040", "SEED025", "SEED045", "SEED040", "SEED022", "SEED020"],
            result.Errors.Select(error => error.Code),
            StringComparer.Ordinal);
        Assert.All(result.Errors, error =>
        {
            Assert.DoesNotContain("kkk", error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("line two", error.ToString(), StringComparison.Ordinal);
        });
        Assert.Contains("***", result.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_files_into_values_can_be_switched_off()
    {
        string path = Write("token", "s3cret");
        SeedReadResult result = await Seeds.ReadAsync(
            Seeds.Model($"description: ${{file:{path}}}"), options => options with { AllowFileValues = false });
        Assert.Equal("SEED012", Assert.Single(result.Errors).Code);
    }

    [Fact]
    public async Task A_file_that_is_not_text_is_refused_without_showing_it()
    {
        string path = Path.Combine(_directory, "binary");
        await File.WriteAllBytesAsync(path, [0x61, 0xFF, 0xFE], TestContext.Current.CancellationToken);
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model($"description: ${{file:{path}}}"));
        Assert.Equal($"the file '{path}' cannot be used: it is not UTF-8 text", Assert.Single(result.Errors).Message);
    }

    [Fact]
    public async Task A_large_value_put_in_many_times_is_stopped()
    {
        string path = Write("large", new string('x', 1024 * 1024));
        string lines = string.Concat(Enumerable.Repeat($"  - \"${{file:{path}}}\"\n", 100));
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model("tasks:\n" + lines));
        Assert.All(result.Errors, error => Assert.Equal("SEED005", error.Code));
        Assert.InRange(result.Errors.Count, 30, 40);
    }

    [Theory]
    [InlineData("abc", "xxabcxx", "xx***xx")]
    [InlineData("a", "banana", "b***n***n***")]
    [InlineData("*", "a*b", "a***b")]
    [InlineData("abc", "nothing", "nothing")]
    [InlineData("a\"b", "{\"x\":\"a\\\"b\"}", "{\"x\":\"***\"}")]
    [InlineData("a\"b", "{\"x\":\"a\\u0022b\"}", "{\"x\":\"***\"}")]
    [InlineData("a\"b\\c", "{\"x\":\"{\\\"y\\\":\\\"a\\\\\\\"b\\\\\\\\c\\\"}\"}", "{\"x\":\"{\\\"y\\\":\\\"***\\\"}\"}")]
    [InlineData("a\"b", "{\"x\":\"{\\u0022y\\u0022:\\u0022a\\u005C\\u0022b\\u0022}\"}", "{\"x\":\"{\\u0022y\\u0022:\\u0022***\\u0022}\"}")]
    [InlineData("<a>&b+\u2028/", "\\u003ca\\u003e\\u0026b+\\u2028\\/", "***")]
    [InlineData("<a>&b+", "\\u003Ca\\u003E\\u0026b\\u002B", "***")]
    [InlineData("a\tb", "no 'a b' here", "no '***' here")]
    [InlineData("\\\"", "\\\\\\\"", "***")]
    [InlineData("\\u00", "a\\u00", "a***")]
    [InlineData("a b&c", "?q=a%20b%26c", "?q=***")]
    [InlineData("a b&ç😀", "?q=a%20b%26%c3%a7%F0%9F%98%80&r", "?q=***&r")]
    [InlineData("aba", "ababa", "***")]
    [InlineData("aabaaab", "aabaabaaabaab", "aab***aab")]
    [InlineData("\"x", "C:\\\\u0022x", "C:***")]
    [InlineData("a…b", "a…b a…", "*** a…")]
    [InlineData("a%", "100%, a%", "100%, ***")]
    [InlineData("0123456789abcdef", "cut off: 0123456789abc… (300 characters)", "cut off: ***… (300 characters)")]
    [InlineData("0123456789abcdef", "cut off: 01234567", "cut off: ***")]
    [InlineData("0123456789abcdef", "not it: 0123456", "not it: 0123456")]
    [InlineData("-----BEGIN KEY-----\nMIIBVgIBADANBg\n", "line 2: MIIBVgIBADANBg", "line 2: ***")]
    public void A_mask_hides_a_secret_however_it_is_written(string secret, string text, string shown) =>
        Assert.Equal(shown, SecretMask.Of([secret]).Hide(text));

    [Fact]
    public void A_mask_is_not_slow_where_a_text_is_almost_the_secret_everywhere()
    {
        string secret = new('a', 1_000_000);
        string text = $"{secret}{secret[1..]}b\\n{secret[1..]}";
        Assert.Equal("***b\\n***", SecretMask.Of([secret]).Hide(text));
    }

    [Fact]
    public void A_mask_hides_overlapping_secrets_whole()
    {
        Assert.Equal("***", SecretMask.Of(["abcd", "cdef"]).Hide("abcdef"));
        Assert.Equal("***", SecretMask.Of(["ab", "abcd"]).Hide("abcd"));
        Assert.Equal("text", SecretMask.Of([""]).Hide("text"));
        Assert.Equal("text", SecretMask.None.Hide("text"));
    }

    private static SeedReaderOptions With(SeedReaderOptions options) => options with
    {
        Variables = name => name switch
        {
            "NAME" => "granite",
            "EMPTY" => "",
            "DOLLAR" => "${NAME} $$",
            "NUMBER" => "8",
            "TRUE" => "true",
            "NULL" => "null",
            "STATE" => "ARCHIVED",
            "YAML" => "[a, b]: {c: d}\n- x",
            "PASSWORD" => "hunter2",
            _ => null,
        },
    };

    private string Write(string name, string content)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllText(path, content);
        return path;
    }
}
