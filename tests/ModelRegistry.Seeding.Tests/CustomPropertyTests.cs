using System.Text;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests;

public class CustomPropertyTests
{
    public static TheoryData<string, MetadataValue> Values => new()
    {
        { "FP8-dynamic", new MetadataStringValue("FP8-dynamic") },
        { "yes", new MetadataStringValue("yes") },
        { "no", new MetadataStringValue("no") },
        { "on", new MetadataStringValue("on") },
        { "off", new MetadataStringValue("off") },
        { "'8'", new MetadataStringValue("8") },
        { "\"true\"", new MetadataStringValue("true") },
        { "''", new MetadataStringValue("") },
        { "2025-05-01", new MetadataStringValue("2025-05-01") },
        { "2025-05-01T10:00:00Z", new MetadataStringValue("2025-05-01T10:00:00Z") },
        { "12:30:45", new MetadataStringValue("12:30:45") },
        { "1.2.3", new MetadataStringValue("1.2.3") },
        { "1_000", new MetadataStringValue("1_000") },
        { "0b11", new MetadataStringValue("0b11") },
        { "+", new MetadataStringValue("+") },
        { ".", new MetadataStringValue(".") },
        { "1e", new MetadataStringValue("1e") },
        { "NaN", new MetadataStringValue("NaN") },
        { "!!str 8", new MetadataStringValue("8") },
        { "! 8", new MetadataStringValue("8") },
        { "|\n  a\n  b", new MetadataStringValue("a\nb\n") },
        { "8", new MetadataIntValue(8) },
        { "-8", new MetadataIntValue(-8) },
        { "0", new MetadataIntValue(0) },
        { "0o17", new MetadataIntValue(15) },
        { "0x1F", new MetadataIntValue(31) },
        { "0x0010", new MetadataIntValue(16) },
        { "2147483647", new MetadataIntValue(int.MaxValue) },
        { "-2147483648", new MetadataIntValue(int.MinValue) },
        { "!!int '8'", new MetadataIntValue(8) },
        { "1.5", new MetadataDoubleValue(1.5) },
        { "1.0", new MetadataDoubleValue(1) },
        { "0.0", new MetadataDoubleValue(0) },
        { "-0.5", new MetadataDoubleValue(-0.5) },
        { "0.00001", new MetadataDoubleValue(0.00001) },
        { "0.30000000000000004", new MetadataDoubleValue(0.1 + 0.2) },
        { "99999999999.0", new MetadataDoubleValue(99999999999) },
        { "!!int 007", new MetadataIntValue(7) },
        { "!!float 1e3", new MetadataDoubleValue(1000) },
        { "!!float 8", new MetadataDoubleValue(8) },
        { "!!float 0x10", new MetadataDoubleValue(16) },
        { "!!float '0o17'", new MetadataDoubleValue(15) },
        { "true", new MetadataBoolValue(true) },
        { "False", new MetadataBoolValue(false) },
        { "{}", new MetadataStringValue("{}") },
        { "[]", new MetadataStringValue("[]") },
        { "[a, b]", new MetadataStringValue("""["a","b"]""") },
        { "{ a: [1, 2.5, 1.0, x, null, true], b: { c: '1' } }", new MetadataStringValue(
            """{"a":[1,2.5,1.0,"x",null,true],"b":{"c":"1"}}""") },
        { "{ b: 0x10, a: é<'\"> }", new MetadataStringValue("""{"b":16,"a":"é<'\">"}""") },
        { "\n  runtime: vllm\n  args:\n  - --max-model-len\n  - 8192", new MetadataStringValue(
            """{"runtime":"vllm","args":["--max-model-len",8192]}""") },
        { "{ 1.10: x, ~: y }", new MetadataStringValue("""{"1.10":"x","~":"y"}""") },
        { "{ metadataType: MetadataStringValue, string_value: '8' }", new MetadataStringValue("8") },
        { "{ metadataType: MetadataStringValue, string_value: 8.10 }", new MetadataStringValue("8.10") },
        { "{ metadataType: MetadataIntValue, int_value: '8' }", new MetadataIntValue(8) },
        { "{ metadataType: MetadataIntValue, int_value: 8 }", new MetadataIntValue(8) },
        { "{ metadataType: MetadataDoubleValue, double_value: 8 }", new MetadataDoubleValue(8) },
        { "{ metadataType: MetadataIntValue, int_value: 007 }", new MetadataIntValue(7) },
        { "{ metadataType: MetadataDoubleValue, double_value: 12.10 }", new MetadataDoubleValue(12.1) },
        { "{ metadataType: MetadataDoubleValue, double_value: 1E+300 }", new MetadataDoubleValue(1e300) },
        { "{ metadataType: MetadataDoubleValue, double_value: 0x10 }", new MetadataDoubleValue(16) },
        { "{ metadataType: MetadataDoubleValue, double_value: -007 }", new MetadataDoubleValue(-7) },
        { $"{{ metadataType: MetadataDoubleValue, double_value: 1{new string('0', 44)} }}", new MetadataDoubleValue(1e44) },
        { $"{{ metadataType: MetadataDoubleValue, double_value: "
            + $"0x{new string('0', 40)}1{new string('0', 30)} }}", new MetadataDoubleValue(Math.Pow(2, 120)) },
        { $"{{ metadataType: MetadataDoubleValue, double_value: 0o1{new string('0', 40)} }}", new MetadataDoubleValue(Math.Pow(2, 120)) },
        { $"!!float -1{new string('0', 44)}", new MetadataDoubleValue(-1e44) },
        { "{ metadataType: MetadataBoolValue, bool_value: true }", new MetadataBoolValue(true) },
        { "{ metadataType: MetadataStructValue, struct_value: { a: 1.10 } }", MetadataValue.FromJson("""{"a":1.1}""") },
        { "{ metadataType: MetadataStructValue, struct_value: { a: 1 } }", MetadataValue.FromJson("""{"a":1}""") },
        { "{ metadataType: MetadataStructValue, struct_value: '{\"a\": 1}' }", MetadataValue.FromJson("""{"a":1}""") },
        { "{ metadataType: MetadataStructValue, "
            + "struct_value: " + Convert.ToBase64String("""{"a":1}"""u8) + " }", MetadataValue.FromJson("""{"a":1}""") },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_is_what_it_looks_like(string yaml, MetadataValue expected)
    {
        Seed seed = await Seeds.ReadGoodAsync(
            Seeds.Model("customProperties:\n  p: " + yaml.Replace("\n", "\n  ", StringComparison.Ordinal)));
        Assert.Equal(expected, seed.Models[0].Spec.CustomProperties["p"]);
    }

    [Theory]
    [InlineData("12.10", "5:10 SEED044")]
    [InlineData("0.50", "5:10 SEED044")]
    [InlineData("00123", "5:10 SEED044")]
    [InlineData("-00123", "5:10 SEED044")]
    [InlineData("1e5", "5:10 SEED044")]
    [InlineData("1.5E3", "5:10 SEED044")]
    [InlineData("+8", "5:10 SEED044")]
    [InlineData("-0", "5:10 SEED044")]
    [InlineData("1.", "5:10 SEED044")]
    [InlineData("-.5", "5:10 SEED044")]
    [InlineData("01.5", "5:10 SEED044")]
    [InlineData("3.14159265358979323846", "5:10 SEED044")]
    [InlineData("{ a: [12.10] }", "5:16 SEED044")]
    [InlineData("[00123]", "5:11 SEED044")]
    [InlineData("", "5:9 SEED023")]
    [InlineData("null", "5:10 SEED023")]
    [InlineData("2147483648", "5:10 SEED044")]
    [InlineData("-2147483649", "5:10 SEED044")]
    [InlineData("0x80000000", "5:10 SEED044")]
    [InlineData("0o40000000000", "5:10 SEED044")]
    [InlineData("999999999999999999999999999999999999999999999999999999999999", "5:10 SEED044")]
    [InlineData("-170141183460469231731687303715884105728", "5:10 SEED044")]
    [InlineData("0x80000000000000000000000000000000", "5:10 SEED044")]
    [InlineData("0xffffffffffffffffffffffffffffffff", "5:10 SEED044")]
    [InlineData("!!float 0x80000000000000000000000000000000", "5:10 SEED044")]
    [InlineData("0o7777777777777777777777777777777777777777777", "5:10 SEED044")]
    [InlineData("{ a: -170141183460469231731687303715884105728 }", "5:15 SEED044")]
    [InlineData("{ a: 0xffffffffffffffffffffffffffffffff }", "5:15 SEED044")]
    [InlineData("1e400", "5:10 SEED044")]
    [InlineData(".inf", "5:10 SEED044")]
    [InlineData("-.INF", "5:10 SEED044")]
    [InlineData(".nan", "5:10 SEED044")]
    [InlineData("{ a: 9007199254740993 }", "5:15 SEED044")]
    [InlineData("{ a: { b: [.inf] } }", "5:21 SEED044")]
    [InlineData("{ a: \"x\\0y\" }", "5:15 SEED042")]
    [InlineData("{ \"k\\0\": 1 }", "5:12 SEED042")]
    [InlineData("{ metadataType: MetadataIntValu, int_value: '8' }", "5:26 SEED025")]
    [InlineData("{ metadataType: MetadataProtoValue, type: x, proto_value: x }", "5:26 SEED028")]
    [InlineData("{ metadataType: MetadataIntValue }", "5:10 SEED028")]
    [InlineData("{ metadataType: MetadataIntValue, string_value: x }", "5:10 SEED028", "5:44 SEED020")]
    [InlineData("{ metadataType: MetadataIntValue, int_value: x }", "5:55 SEED022")]
    [InlineData("{ metadataType: MetadataIntValue, int_value: 1.5 }", "5:55 SEED022")]
    [InlineData("{ metadataType: MetadataIntValue, int_value: 2147483648 }", "5:55 SEED044")]
    [InlineData("{ metadataType: MetadataDoubleValue, double_value: .inf }", "5:61 SEED044")]
    [InlineData("{ metadataType: MetadataBoolValue, bool_value: 'true' }", "5:57 SEED022")]
    [InlineData("{ metadataType: MetadataStringValue, string_value: true }", "5:61 SEED022")]
    [InlineData("{ metadataType: MetadataStructValue, struct_value: '[1]' }", "5:61 SEED028")]
    [InlineData("{ metadataType: MetadataStructValue, struct_value: '{' }", "5:61 SEED028")]
    [InlineData("{ metadataType: MetadataStructValue, struct_value: '{\"a\":\"\\ud800\"}' }", "5:61 SEED028")]
    [InlineData("{ metadataType: MetadataStructValue, struct_value: '{\"\\ud800\":1}' }", "5:61 SEED028")]
    [InlineData("{ metadataType: MetadataStructValue, struct_value: '{\"a\":1e999}' }", "5:61 SEED028")]
    [InlineData("{ metadataType: MetadataStructValue, struct_value: '{\"a\":1,\"a\":2}' }", "5:61 SEED028")]
    [InlineData("{ metadataType: [x] }", "5:26 SEED022")]
    public async Task A_value_that_the_registry_cannot_hold_is_refused(string yaml, params string[] errors)
    {
        Assert.Equal(errors, await Seeds.ReadBadAsync(Seeds.Model($"customProperties:\n  p: {yaml}")));
    }

    [Theory]
    [InlineData(
        "12.10",
        "the custom property 'p' is the number '12.10', which would come back as 12.1: quote it if a text is meant, or write 12.1")]
    [InlineData(
        "00123", "the custom property 'p' is the number '00123', which would come back as 123: quote it if a text is meant, or write 123")]
    [InlineData(
        "1e5",
        "the custom property 'p' is the number '1e5', which would come back as 100000.0: quote it if a text is meant, or write 100000.0")]
    [InlineData("1e300", "the custom property 'p' is the number '1e300', which would come back in another form: quote it if a text is "
        + "meant, or write { metadataType: MetadataDoubleValue, double_value: 1e300 }")]
    public async Task A_number_that_would_come_back_in_another_form_is_refused_with_the_way_out(string yaml, string message)
    {
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model($"customProperties:\n  p: {yaml}"));
        Assert.Equal(message, Assert.Single(result.Errors).Message);
    }

    [Fact]
    public async Task Numbers_of_texts_are_taken_as_they_are_written()
    {
        Seed seed = await Seeds.ReadGoodAsync(Seeds.Model("description: 12.10\nlabels: [00123]\nversions:\n  - name: 1.10"));
        Assert.Equal(("12.10", "1.10"), (seed.Models[0].Spec.Description, seed.Models[0].Spec.Versions[0].Name));
        Assert.Equal(["00123"], seed.Models[0].Spec.CustomProperties.Keys);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("seed.json")]
    public async Task JSON_keeps_the_form_of_its_numbers(string path)
    {
        const string Json = """{"formatVersion":1,"models":[{"name":"m","customProperties":{"a":1.50,"b":1E3,"c":{"d":[2.10,1e-7]}}}]}""";
        string directory = Directory.CreateTempSubdirectory("seed-").FullName;
        string file = Path.Combine(directory, path);
        await File.WriteAllTextAsync(file, Json, TestContext.Current.CancellationToken);

        Seed seed = path == "-" ? await Seeds.ReadGoodAsync(Json) : await Seeds.ReadGoodAsync(
            "", options => options with { Paths = [file] });

        Dictionary<string, MetadataValue> properties = seed.Models[0].Spec.CustomProperties;
        Assert.Equal((new MetadataDoubleValue(1.5), new MetadataDoubleValue(1000)), (properties["a"], properties["b"]));
        Assert.Equal(new MetadataStringValue("""{"d":[2.10,1e-7]}"""), properties["c"]);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task YAML_that_begins_with_a_brace_is_no_JSON() =>
        Assert.Equal(
            ["1:64 SEED044"], await Seeds.ReadBadAsync("{ formatVersion: 1, models: [{ name: m, customProperties: { a: 1.50 } }] }"));

    [Fact]
    public async Task A_struct_is_a_warning()
    {
        SeedReadResult result = await Seeds.ReadAsync(
            Seeds.Model("customProperties:\n  p: { metadataType: MetadataStructValue, struct_value: { a: 1 } }\n  q: { a: 1 }"));
        Assert.NotNull(result.Seed);
        Assert.Equal(
            "<stdin>:5:10: SEED101 the custom property 'p' is a struct, and while an entity has one the dashboard can neither edit nor "
                + "archive it: write the mapping itself, which is kept as JSON text",
            Assert.Single(result.Warnings).ToString());
    }

    [Fact]
    public async Task A_struct_among_the_defaults_is_one_warning()
    {
        string models = string.Concat(Enumerable.Range(0, 1_100).Select(number => $"  - name: m{number}\n"));
        SeedReadResult result = await Seeds.ReadAsync($"formatVersion: 1\ndefaults: {{ model: {{ customProperties: {{ p: {{ metadataType: "
            + $"MetadataStructValue, struct_value: {{}} }} }} }} }}\nmodels:\n{models}");
        Assert.Equal("SEED101", Assert.Single(result.Warnings).Code);
    }

    [Theory]
    [InlineData("_registeredFromDigest: sha256:abc")]
    [InlineData("_registeredFromUri: oci://registry.redhat.io/rhai/granite:1")]
    public async Task Where_a_model_was_registered_from_can_be_declared(string property)
    {
        Seed seed = await Seeds.ReadGoodAsync(
            Seeds.Artifact($"customProperties: {{ {property.Replace(": ", ": '", StringComparison.Ordinal)}' }}"));
        Assert.Single(seed.Models[0].Spec.Versions[0].Artifacts[0].CustomProperties);
    }

    [Theory]
    [InlineData("labels: [a]\ncustomProperties: { a: x }", "5:25 SEED046")]
    [InlineData("labels: [a]\ncustomProperties: { A: '' }", "5:25 SEED046")]
    [InlineData("labels: [a, A]", "4:17 SEED046")]
    [InlineData("customProperties: { a: 1, A: 1 }", "4:31 SEED046")]
    [InlineData("labels: [_seedSet]", "4:14 SEED043")]
    [InlineData("customProperties: { _seedset: x }", "4:25 SEED043")]
    [InlineData(
        "customProperties: { _seedArchived: x, _seedSource: x, _seedSomethingNew: x }", "4:25 SEED043", "4:43 SEED043", "4:59 SEED043")]
    [InlineData("customProperties: { _lastModified: x, _artifactDigest: x, _: x }", "4:25 SEED043", "4:43 SEED043", "4:63 SEED043")]
    [InlineData("customProperties: { _registeredfromuri: x, _registeredFromUrl: x }", "4:25 SEED043", "4:48 SEED043")]
    [InlineData("customProperties: { EXPERIMENT_ID: x }", "4:25 SEED043")]
    [InlineData("customProperties: { experiment_id: x, experiment_run_id: y }", "4:25 SEED043", "4:43 SEED043")]
    [InlineData("customProperties: { '': x }", "4:25 SEED040")]
    [InlineData("customProperties: { ' a': x }", "4:25 SEED040")]
    [InlineData("customProperties: { \"a\\tb\": x }", "4:25 SEED040")]
    public async Task A_property_name_is_used_once_and_can_be_kept(string lines, params string[] errors)
    {
        Assert.Equal(errors, await Seeds.ReadBadAsync(Seeds.Model(lines)));
    }

    [Fact]
    public async Task A_label_may_be_repeated()
    {
        Seed seed = await Seeds.ReadGoodAsync(Seeds.Model("labels: [a, a]\ncustomProperties: { a: '' }"));
        Assert.Equal(["a"], seed.Models[0].Spec.CustomProperties.Keys, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public async Task A_property_name_has_room_for_255_characters(int length, bool isGood)
    {
        // Each of these characters takes two UTF-16 units, and counts once in the database.
        string name = new StringBuilder().Insert(0, "😀", length).ToString();
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model($"labels: ['{name}']"));
        Assert.Equal(isGood ? [] : ["SEED041"], result.Errors.Select(error => error.Code), StringComparer.Ordinal);
    }
}
