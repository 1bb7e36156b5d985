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
        { "+8", new MetadataIntValue(8) },
        { "007", new MetadataIntValue(7) },
        { "0o17", new MetadataIntValue(15) },
        { "0x1F", new MetadataIntValue(31) },
        { "2147483647", new MetadataIntValue(int.MaxValue) },
        { "-2147483648", new MetadataIntValue(int.MinValue) },
        { "!!int '8'", new MetadataIntValue(8) },
        { "1.5", new MetadataDoubleValue(1.5) },
        { "1.", new MetadataDoubleValue(1) },
        { "-.5", new MetadataDoubleValue(-0.5) },
        { "1e3", new MetadataDoubleValue(1000) },
        { "99999999999.0", new MetadataDoubleValue(99999999999) },
        { "!!float 8", new MetadataDoubleValue(8) },
        { "!!float 0x10", new MetadataDoubleValue(16) },
        { "!!float '0o17'", new MetadataDoubleValue(15) },
        { "true", new MetadataBoolValue(true) },
        { "False", new MetadataBoolValue(false) },
        { "{}", MetadataValue.FromJson("{}") },
        { "{ a: [1, 2.5, x, null, true], b: { c: '1' } }", MetadataValue.FromJson("""{"a":[1,2.5,"x",null,true],"b":{"c":"1"}}""") },
        { "{ metadataType: MetadataStringValue, string_value: '8' }", new MetadataStringValue("8") },
        { "{ metadataType: MetadataStringValue, string_value: 8.10 }", new MetadataStringValue("8.10") },
        { "{ metadataType: MetadataIntValue, int_value: '8' }", new MetadataIntValue(8) },
        { "{ metadataType: MetadataIntValue, int_value: 8 }", new MetadataIntValue(8) },
        { "{ metadataType: MetadataDoubleValue, double_value: 8 }", new MetadataDoubleValue(8) },
        { "{ metadataType: MetadataDoubleValue, double_value: 0x10 }", new MetadataDoubleValue(16) },
        { "{ metadataType: MetadataDoubleValue, double_value: -007 }", new MetadataDoubleValue(-7) },
        { $"{{ metadataType: MetadataDoubleValue, double_value: 1{new string('0', 44)} }}", new MetadataDoubleValue(1e44) },
        { $"{{ metadataType: MetadataDoubleValue, double_value: 0x{new string('0', 40)}1{new string('0', 30)} }}", new MetadataDoubleValue(Math.Pow(2, 120)) },
        { $"{{ metadataType: MetadataDoubleValue, double_value: 0o1{new string('0', 40)} }}", new MetadataDoubleValue(Math.Pow(2, 120)) },
        { $"!!float -1{new string('0', 44)}", new MetadataDoubleValue(-1e44) },
        { "{ metadataType: MetadataBoolValue, bool_value: true }", new MetadataBoolValue(true) },
        { "{ metadataType: MetadataStructValue, struct_value: { a: 1 } }", MetadataValue.FromJson("""{"a":1}""") },
        { "{ metadataType: MetadataStructValue, struct_value: '{\"a\": 1}' }", MetadataValue.FromJson("""{"a":1}""") },
        { "{ metadataType: MetadataStructValue, struct_value: " + Convert.ToBase64String("""{"a":1}"""u8) + " }", MetadataValue.FromJson("""{"a":1}""") },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_is_what_it_looks_like(string yaml, MetadataValue expected)
    {
        Seed seed = await Seeds.ReadGoodAsync(Seeds.Model("customProperties:\n  p: " + yaml.Replace("\n", "\n  ", StringComparison.Ordinal)));
        Assert.Equal(expected, seed.Models[0].Spec.CustomProperties["p"]);
    }

    [Theory]
    [InlineData("[a, b]", "5:10 SEED028")]
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

    [Fact]
    public async Task A_list_is_refused_with_the_way_out()
    {
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model("customProperties:\n  p: [a]"));
        Assert.Equal("the custom property 'p' is a list, which the registry cannot hold: wrap it in a mapping, for example { values: […] }, or write a text", Assert.Single(result.Errors).Message);
    }

    [Theory]
    [InlineData("labels: [a]\ncustomProperties: { a: x }", "5:25 SEED046")]
    [InlineData("labels: [a]\ncustomProperties: { A: '' }", "5:25 SEED046")]
    [InlineData("labels: [a, A]", "4:17 SEED046")]
    [InlineData("customProperties: { a: 1, A: 1 }", "4:31 SEED046")]
    [InlineData("labels: [_seedSet]", "4:14 SEED043")]
    [InlineData("customProperties: { _seedset: x }", "4:25 SEED043")]
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
