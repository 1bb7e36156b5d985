using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Tests.Metadata;

public sealed class MetadataValueWireTests
{
    [Theory]
    [InlineData("""{"metadataType":"MetadataStringValue","string_value":"x"}""")]
    [InlineData("""{"string_value":"x","metadataType":"MetadataStringValue"}""")]
    [InlineData(
        """{"extra":{"a":[1,{"metadataType":"MetadataIntValue"}]},"string_value":"x","int_value":7,"metadataType":"MetadataStringValue"}""")]
    [InlineData("""{"string_value":"first","string_value":"x","metadataType":"MetadataStringValue"}""")]
    public void The_discriminator_may_stand_anywhere(string json) => Assert.Equal(new MetadataStringValue("x"), Read(json));

    [Fact]
    public void Every_kind_is_written_as_the_server_wants_it()
    {
        Assert.Equal("""{"metadataType":"MetadataStringValue","string_value":""}""", Write(""));
        Assert.Equal("""{"metadataType":"MetadataIntValue","int_value":"-2147483648"}""", Write(int.MinValue));
        Assert.Equal("""{"metadataType":"MetadataDoubleValue","double_value":0.1}""", Write(0.1));
        Assert.Equal("""{"metadataType":"MetadataBoolValue","bool_value":false}""", Write(false));
        Assert.Equal(
            $$"""{"metadataType":"MetadataStructValue","struct_value":"{{Convert.ToBase64String("""{"a":[1,"é"]}"""u8)}}"}""",
            Write(MetadataValue.FromJson("""{"a":[1,"é"]}""")));
        Assert.Equal(
            """{"metadataType":"MetadataProtoValue","type":"t","proto_value":"AA=="}""", Write(new MetadataProtoValue("t", "AA==")));
    }

    [Fact]
    public void A_struct_is_read_as_the_text_that_the_server_answers_and_as_the_base64_that_it_takes()
    {
        MetadataValue expected = MetadataValue.FromJson("""{"dtype":"fp8","n":1}""");
        Assert.Equal(expected, Read("""{"metadataType":"MetadataStructValue","struct_value":"{\"n\":1,\"dtype\":\"fp8\"}"}"""));
        Assert.Equal(expected, Read("""{"metadataType":"MetadataStructValue","struct_value":" \n{\"dtype\":\"fp8\",\"n\":1.0}"}"""));
        Assert.Equal(expected, Read(Write(expected)));
    }

    [Theory]
    [InlineData("""{"metadataType":"MetadataStructValue","struct_value":"{broken"}""")]
    [InlineData("""{"metadataType":"MetadataStructValue","struct_value":"bm90IGpzb24="}""")]
    [InlineData("""{"metadataType":"MetadataStructValue","struct_value":"[1]"}""")]
    [InlineData("""{"metadataType":"MetadataStructValue","struct_value":"{} {}"}""")]
    [InlineData("""{"metadataType":"MetadataIntValue","int_value":"12x"}""")]
    [InlineData("""{"metadataType":"MetadataIntValue","int_value":12}""")]
    [InlineData("""{"metadataType":"MetadataDoubleValue","double_value":"0.5"}""")]
    [InlineData("""{"metadataType":"MetadataBoolValue","bool_value":"true"}""")]
    [InlineData("""{"metadataType":"MetadataStringValue"}""")]
    [InlineData("""{"metadataType":"MetadataTensorValue","shape":[1,2],"data":{"deep":null}}""")]
    [InlineData("""{"metadataType":7,"string_value":"x"}""")]
    [InlineData("""{"string_value":"x"}""")]
    [InlineData("[1,2]")]
    [InlineData("\"plain\"")]
    [InlineData("null")]
    public void What_is_not_understood_is_kept_as_it_came(string json)
    {
        MetadataUnknownValue value = Assert.IsType<MetadataUnknownValue>(Read(json));
        Assert.Equal(json, value.ToString());
        Assert.Equal(json, Write(value));
        Assert.Equal(value, Read(Write(value)));
    }

    [Fact]
    public void A_struct_with_a_repeated_member_is_kept_as_it_came_or_means_one_thing()
    {
        // The server stores what it got; comparing must not crash on it.
        MetadataValue value = Read("""{"metadataType":"MetadataStructValue","struct_value":"{\"a\":1,\"a\":2}"}""");
        Assert.Equal(value, Read("""{"metadataType":"MetadataStructValue","struct_value":"{\"a\":1,\"a\":2}"}"""));
        Assert.NotEqual(value, MetadataValue.FromJson("""{"a":1}"""));
    }

    [Fact]
    public void Integers_beyond_the_servers_range_are_kept() =>
        Assert.Equal(
            new MetadataIntValue(9007199254740993), Read("""{"metadataType":"MetadataIntValue","int_value":"9007199254740993"}"""));

    [Fact]
    public void Numbers_that_json_can_not_carry_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetadataDoubleValue(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => MetadataValue.FromDouble(double.PositiveInfinity));
        Assert.Throws<ArgumentNullException>(() => new MetadataStringValue(null!));
        Assert.Throws<ArgumentException>(() => new MetadataStructValue(JsonElement.Parse("[]")));
        Assert.ThrowsAny<JsonException>(() => MetadataValue.FromJson("1"));
    }

    [Fact]
    public void A_number_beyond_64_bits_is_no_reason_to_fail() =>
        Assert.IsType<MetadataUnknownValue>(Read("""{"metadataType":"MetadataDoubleValue","double_value":1e999}"""));

    [Fact]
    public void Any_value_round_trips_whatever_the_order_of_its_members()
    {
        Gen<MetadataValue> values = Gen.OneOf(
            ArbMap.Default.GeneratorFor<NonNull<string>>().Where(text => IsWellFormed(text.Get)).Select(text => (MetadataValue)text.Get),
            ArbMap.Default.GeneratorFor<int>().Select(number => (MetadataValue)number),
            ArbMap.Default.GeneratorFor<long>().Select(number => (MetadataValue)new MetadataIntValue(number)),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => (MetadataValue)number.Get),
            ArbMap.Default.GeneratorFor<bool>().Select(flag => (MetadataValue)flag),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Where(text => IsWellFormed(text.Get))
                .Select(text => (MetadataValue)new MetadataStructValue(
                    JsonElement.Parse(new JsonObject
                    {
                        ["k"] = text.Get,
                        ["n"] = text.Get.Length,
                        ["l"] = new JsonArray(text.Get, null),
                    }.ToJsonString()))));

        Prop.ForAll(values.ToArbitrary(), value =>
        {
            string json = Write(value);
            JsonObject reversed = [];
            foreach ((string name, JsonNode? member) in JsonNode.Parse(json)!.AsObject().Reverse())
            {
                reversed[name] = member!.DeepClone();
            }

            return value.Equals(Read(json))
                && value.Equals(Read(reversed.ToJsonString()))
                && value.GetHashCode() == Read(json).GetHashCode();
        }).QuickCheckThrowOnFailure();
    }

    private static bool IsWellFormed(string text) =>
        string.Equals(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), text, StringComparison.Ordinal);

    private static MetadataValue Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        MetadataValue value = MetadataValueConverter.Read(ref reader);
        Assert.Equal(Encoding.UTF8.GetByteCount(json), reader.BytesConsumed);
        return value;
    }

    private static string Write(MetadataValue value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            MetadataValueConverter.Write(writer, value);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
