using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests;

/// <summary>
/// Whatever the bytes are: a seed or located errors of known codes, and never an exception. The seeds of chance are fixed.
/// </summary>
public class SeedFuzzTests
{
    private const string Good = """
        # comment
        formatVersion: 1
        set: s
        defaults: { model: { owner: o, labels: [x] }, artifact: { modelFormatName: onnx } }
        policy:
          artifactUris: { allow: ["s3://b/**"] }
          requiredProperties: { model: [size], version: [] }
        models:
          - &m
            name: "m ${NAME:-n}"
            description: |
              text
              more
            externalId: e1
            language: [en]
            state: LIVE
            customProperties:
              size: 8
              float: 1.5
              flag: true
              struct: { a: [1, null, "x"], b: { c: 0x1F } }
              wire: { metadataType: MetadataIntValue, int_value: "8" }
            versions:
              - name: 1.10
                artifacts:
                  - { artifactType: dataset-artifact, uri: 's3://b/x', digest: "a
                      b", name: d }
                  - uri: s3://b/y
        ---
        {"formatVersion": 1, "models": [{"name": "j\u00e9", "tasks": ["t"], "customProperties": {"size": 1}}]}
        """;

    private static readonly HashSet<string> Codes = [.. SeedErrorCodes.All.Select(code => code.Code)];

    private static readonly SearchValues<char> OnlyEscaped = SearchValues.Create("\n\r\t\u0085\u2028\u0007\u007F");

    private static readonly string[] Tokens =
    [
        "formatVersion: 1\n", "models:\n", "- ", "name: ", "m", "\n", "  ", "    ", ": ",
        "? ", "[", "]", "{", "}", ", ", "&a ", "*a ", "<<: ", "!!int ", "!x ", "|\n", ">-\n",
        "'", "\"", "\\u0041", "\\", "#", " # c\n", "---\n", "...\n", "%YAML 1.2\n", "null", "~",
        "true", "1.5", "0x1F", "99999999999", ".inf", "${", "${NAME}", "${NAME:-", "}", "$$",
        "${file:/dev/null}", "s3://b/x", "labels: ", "customProperties: ", "versions: ", "artifacts: ",
        "policy: ", "defaults: ", "metadataType: ", "MetadataStructValue", "struct_value: ",
        "uri: ", "state: ", "LIVE", "\t", "\r\n", "é", "😀", "\u2028", "\0", "@", "`", "-", ":", "a: b: c", "=", "\uFEFF",
    ];

    [Fact]
    public async Task The_seed_that_is_mutated_is_good() => await Seeds.ReadGoodAsync(Good);

    [Fact]
    public Task Random_bytes() => CheckAsync(Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value)), samples: 1500, size: 200);

    [Fact]
    public Task Random_tokens() =>
        CheckAsync(
            Gen.ArrayOf(Gen.Elements(Tokens)).Select(tokens => Encoding.UTF8.GetBytes(string.Concat(tokens))), samples: 4000, size: 60);

    [Fact]
    public Task Random_tokens_below_a_model() =>
        CheckAsync(
            Gen.ArrayOf(Gen.Elements(Tokens))
                .Select(tokens => Encoding.UTF8.GetBytes("formatVersion: 1\nmodels:\n- name: m\n  " + string.Concat(tokens))),
            samples: 4000,
            size: 30);

    [Fact]
    public Task Mutated_seeds() =>
        CheckAsync(
            Gen.ArrayOf(Gen.Zip(Gen.Zip(Gen.Choose(0, 4), Gen.Choose(0, Good.Length)), Gen.Zip(Gen.Choose(0, 30), Gen.Elements(Tokens))))
                .Select(mutations => mutations.Aggregate(Good, Mutate))
                .Select(Encoding.UTF8.GetBytes),
            samples: 4000,
            size: 6);

    [Fact]
    public Task Seeds_cut_off_anywhere() =>
        CheckAsync(Gen.Choose(0, Good.Length).Select(length => Encoding.UTF8.GetBytes(Good[..length])), samples: 800, size: 1);

    [Fact]
    public async Task Texts_come_back_as_they_were()
    {
        Gen<string> texts = Gen.ArrayOf(Gen.Elements(
            "a", "B", " ", "  ", "\t", "\n", "\r\n", "'", "\"", "\\", "/", ": ",
            " #", "- ", "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "%", "@",
            "`", "~", "é", "ß", "😀", "\u0085", "\u2028", "\uFEFF", "\u0007", "\u007F", "$", "\uFFFD", "\U0010FFFF", "=", "<<", "?", "..."))
                .Select(string.Concat);
        int index = 0;
        foreach (string text in Gen.Sample(texts, 1500, new Rnd(1), 12))
        {
            string value = text.Replace("${", "$${", StringComparison.Ordinal);
            string json = JsonEncodedText.Encode(
                value, index++ % 2 == 0 ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()
                    .Replace("\u0085", "\\u0085", StringComparison.Ordinal).Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace(
                        "\u007F", "\\u007F", StringComparison.Ordinal);
            Seed seed = await Seeds.ReadGoodAsync(
                $$"""{"formatVersion":1,"models":[{"name":"m","description":"{{json}}","customProperties":{"p":"{{json}}","q":{"r":"{{json}}"} } }]}""");
            Assert.Equal(text, seed.Models[0].Spec.Description);
            Assert.Equal(new MetadataStringValue(text), seed.Models[0].Spec.CustomProperties["p"]);
            Assert.Equal(
                text,
                JsonElement.Parse(((MetadataStringValue)seed.Models[0].Spec.CustomProperties["q"]).Value).GetProperty("r").GetString());

            string singleQuoted = value.Replace("'", "''", StringComparison.Ordinal);
            if (!singleQuoted.AsSpan().ContainsAny(OnlyEscaped))
            {
                Assert.Equal(text, (await Seeds.ReadGoodAsync(Seeds.Model($"description: '{singleQuoted}'"))).Models[0].Spec.Description);
            }
        }
    }

    private static string Mutate(string text, ((int Kind, int At) Where, (int Length, string Token) What) mutation)
    {
        int at = Math.Min(mutation.Where.At, text.Length);
        int length = Math.Min(mutation.What.Length, text.Length - at);
        return mutation.Where.Kind switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, mutation.What.Token),
            2 => text.Insert(at, text.Substring(at, length)),
            3 => text.Remove(at, length).Insert(at, mutation.What.Token),
            _ => text.Insert(text.Length - at, text.Substring(at, length)),
        };
    }

    private static async Task CheckAsync(Gen<byte[]> inputs, int samples, int size)
    {
        int index = 0;
        foreach (byte[] input in Gen.Sample(inputs, samples, new Rnd(20_251_122), size))
        {
            SeedReadResult result = await Seeds.ReadBytesAsync(input);
            try
            {
                Assert.NotEqual(result.Seed is null, result.Errors.Count == 0);
                int lines = Encoding.UTF8.GetString(input).Split(["\r\n", "\n", "\r"], StringSplitOptions.None).Length;
                Assert.All(result.Errors, error =>
                {
                    Assert.Contains(error.Code, Codes);
                    Assert.InRange(error.Location.Line, 1, lines + 1);
                    Assert.InRange(error.Location.Column, 1, input.Length + 2);
                    Assert.DoesNotContain(error.ToString(), char.IsControl);
                });
            }
            catch (Exception exception) when (exception is Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Sample {index}: {Convert.ToBase64String(input)}\n{exception.Message}");
            }

            index++;
        }

        Assert.Equal(samples, index);
    }
}
