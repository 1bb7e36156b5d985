using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Tests.Wire;

/// <summary>The server's way with JSON, numbers and base64, beside the recordings.</summary>
public sealed class GoWireTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(-1.5e-300, "-1.5e-300")]
    [InlineData(123456.789, "123456.789")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    public void Numbers_are_printed_as_in_Go(double number, string text) => Assert.Equal(text, GoNumber.FormatDouble(number));

    [Fact]
    public void Printed_numbers_read_back_the_same() =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).ToArbitrary(),
            static number => double.Parse(GoNumber.FormatDouble(number), CultureInfo.InvariantCulture).Equals(number))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(11, 7));

    [Theory]
    [InlineData("QQ==", "A", null)]
    [InlineData("Q\nQ=\r=", "A", null)]
    [InlineData("QUI=", "AB", null)]
    [InlineData("QQ=", null, "illegal base64 data at input byte 3")]
    [InlineData("QQ", null, "illegal base64 data at input byte 0")]
    [InlineData("QUJDQ!==", null, "illegal base64 data at input byte 5")]
    [InlineData("QQ==x", null, "illegal base64 data at input byte 4")]
    [InlineData("=", null, "illegal base64 data at input byte 0")]
    public void Base64_faults_are_placed_as_in_Go(string text, string? decoded, string? fault)
    {
        bool succeeded = GoBase64.TryDecode(Encoding.ASCII.GetBytes(text), out byte[] bytes, out string error);

        Assert.Equal(fault is null, succeeded);
        Assert.Equal(decoded ?? "", Encoding.ASCII.GetString(bytes));
        Assert.Equal(fault ?? "", error);
    }

    [Theory]
    [InlineData("[1 2]", "invalid character '2' after array element")]
    [InlineData("{\"a\":1 \"b\"", "invalid character '\"' after object key:value pair")]
    [InlineData("-x", "invalid character 'x' in numeric literal")]
    [InlineData("1.x", "invalid character 'x' after decimal point in numeric literal")]
    [InlineData("1ex", "invalid character 'x' in exponent of numeric literal")]
    [InlineData("\"\\u12g4\"", "invalid character 'g' in \\u hexadecimal character escape")]
    [InlineData("trux", "invalid character 'x' in literal true (expecting 'e')")]
    [InlineData("[", "unexpected EOF")]
    [InlineData("  ", "EOF")]
    public void Syntax_faults_are_worded_as_in_Go(string text, string fault) =>
        Assert.Equal(fault, GoJsonScanner.FindFirstValue(Encoding.UTF8.GetBytes(text)).Error);

    [Fact]
    public void Nesting_beyond_the_limit_is_a_fault() =>
        Assert.Equal("exceeded max depth", GoJsonScanner.FindFirstValue(Encoding.UTF8.GetBytes(new string('[', 20_000))).Error);

    [Fact]
    public void A_value_that_fails_by_itself_beats_an_earlier_type_fault()
    {
        var fault = Assert.Throws<RegistryException>(
            () => BodyDecoder.DecodeStrictly("{\"zzz\":1,\"name\":5,\"state\":\"live\"}"u8, EntityTypes.RegisteredModel.CreateShape));

        Assert.Equal("live is not a valid RegisteredModelState", fault.Message);
    }

    [Fact]
    public void Of_several_type_faults_the_first_is_told()
    {
        var fault = Assert.Throws<RegistryException>(
            () => BodyDecoder.DecodeStrictly("{\"owner\":5,\"zzz\":1}"u8, EntityTypes.RegisteredModel.CreateShape));

        Assert.Equal("json: cannot unmarshal number into Go struct field RegisteredModelCreate.owner of type string", fault.Message);
    }

    [Fact]
    public void Bytes_by_chance_are_decoded_or_refused() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<byte[]>().Where(static b => b is not null).ToArbitrary(), static bytes =>
        {
            foreach (byte[] body in new[] { bytes, [(byte)'{', (byte)'"', .. bytes], [(byte)'[', .. bytes, (byte)']'] })
            {
                try
                {
                    BodyDecoder.DecodeStrictly(body, EntityTypes.RegisteredModel.CreateShape);
                }
                catch (RegistryException refusal)
                {
                    Assert.Equal(400, refusal.Status);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(5, 7));

    [Theory]
    [InlineData("a\nb\"c\\", "\"a\\nb\\\"c\\\\\"")]
    [InlineData("\u00a0\u200b", "\"\\u00a0\\u200b\"")]
    [InlineData("é🚀", "\"é🚀\"")]
    [InlineData("\u0001\u007f", "\"\\x01\\x7f\"")]
    public void Quoting_is_as_in_Go(string text, string quoted) => Assert.Equal(quoted, GoText.Quote(text));

    [Fact]
    public void Bytes_that_are_not_UTF8_are_quoted_one_by_one()
    {
        Assert.Equal("\"é\\xe2\\x82x\"", GoText.Quote(GoText.Decode([0xC3, 0xA9, 0xE2, 0x82, (byte)'x'], keepBytes: true)));
        Assert.Equal("é\uFFFD\uFFFDx", GoText.Decode([0xC3, 0xA9, 0xE2, 0x82, (byte)'x']));
        Assert.Equal("\"/a/\\xff\"", GoText.Quote(GoPath.ForRouting("/a/%FF")!));
    }

    [Theory]
    [InlineData("/a/%20", "/a/ ")]
    [InlineData("/a/%2F", "/a/%2F")]
    [InlineData("/a/%c3%a9", "/a/%c3%a9")]
    [InlineData("/a/%C3%A9", "/a/é")]
    public void Paths_are_decoded_only_when_that_loses_nothing(string raw, string routed) => Assert.Equal(routed, GoPath.ForRouting(raw));
}
