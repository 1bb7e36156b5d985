using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Metadata;

/// <summary>What is written as a number stays that number, of its type, or is refused.</summary>
public sealed class MetadataConversionTests
{
    [Fact]
    public void An_integer_stays_an_integer_whatever_its_type()
    {
        MetadataValue[] values =
        [
            (sbyte)5,
            (byte)5,
            (short)5,
            (ushort)5,
            5,
            5U,
            5L,
            5UL,
            (nint)5,
            (nuint)5,
            MetadataValue.FromInt32(5),
            MetadataValue.FromInt64(5),
        ];
        Assert.All(values, value => Assert.Equal(new MetadataIntValue(5), value));
        Assert.Equal(new MetadataIntValue(int.MinValue), (MetadataValue)(long)int.MinValue);
        Assert.Equal(new MetadataIntValue(int.MaxValue), (MetadataValue)(ulong)int.MaxValue);
        IReadOnlyDictionary<string, MetadataValue> properties = new Dictionary<string, MetadataValue>().With("n", 7L);
        Assert.Equal(7, properties.GetInt32("n"));
        Assert.Equal(new MetadataIntValue(7), new RegisteredModelSpec { Name = "m" }.WithProperty("n", 7UL).CustomProperties["n"]);
    }

    [Fact]
    public void An_integer_that_the_registry_can_t_keep_is_refused_with_what_to_use_instead()
    {
        Func<MetadataValue>[] conversions =
        [
            () => int.MaxValue + 1L, () => int.MinValue - 1L, () => long.MaxValue, () => (1L << 53) + 1,
            () => int.MaxValue + 1U, () => uint.MaxValue, () => int.MaxValue + 1UL, () => ulong.MaxValue,
            () => (nuint)uint.MaxValue, () => MetadataValue.FromInt64(long.MinValue),
        ];
        Assert.All(conversions, conversion =>
        {
            string message = Assert.Throws<ArgumentOutOfRangeException>(() => conversion()).Message;
            Assert.Contains("integers of 32 bits", message, StringComparison.Ordinal);
            Assert.Contains("FromString", message, StringComparison.Ordinal);
            Assert.Contains("FromDouble", message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_number_keeps_its_digits()
    {
        Assert.Equal(new MetadataDoubleValue(0.1), (MetadataValue)0.1f);
        Assert.Equal(new MetadataDoubleValue(0.1), MetadataValue.FromSingle(0.1f));
        Assert.Equal(new MetadataDoubleValue(16777216), (MetadataValue)16777216f);
        Assert.Equal(new MetadataDoubleValue(3.4028235E+38), (MetadataValue)float.MaxValue);
        Assert.Equal(new MetadataDoubleValue(1E-45), (MetadataValue)float.Epsilon);
        Assert.Equal(new MetadataDoubleValue(0.1), (MetadataValue)(Half)0.1);
        Assert.Equal(new MetadataDoubleValue(0.1), (MetadataValue)0.1m);
        Assert.Equal(new MetadataDoubleValue(0.5), (MetadataValue)0.50000000000000000000m);
        Assert.Equal(new MetadataDoubleValue(5), (MetadataValue)5m);
        Assert.Equal(new MetadataDoubleValue(-1e20), (MetadataValue)(-100000000000000000000m));
        Assert.Contains(
            "Round the number",
            Assert.Throws<ArgumentOutOfRangeException>(() => (MetadataValue)9007199254740993m).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => (MetadataValue)0.12345678901234567890m);
        Assert.Throws<ArgumentOutOfRangeException>(() => (MetadataValue)decimal.MaxValue);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_JSON_has_no_form_for_is_refused_before_anything_is_sent(double value)
    {
        Func<object>[] makings =
        [
            () => (MetadataValue)value,
            () => (MetadataValue)(float)value,
            () => (MetadataValue)(Half)value,
            () => new MetadataDoubleValue(value),
            () => new MetadataDoubleValue(1) with { Value = value },
            () => new MetricCreate { Name = "m", Value = value },
            () => new MetricCreate { Name = "m", Value = 1 } with { Value = value },
            () => new MetricUpdate { Value = value },
        ];
        Assert.All(makings, make => Assert.Contains(
            "can't hold NaN or an infinity: JSON has no form for them.",
            Assert.Throws<ArgumentOutOfRangeException>(() => make()).Message,
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_that_are_finite_are_sent_as_they_are()
    {
        using var network = ScriptedHandler.Responding(Bodies.Metric);
        using ModelRegistryClient registry = TestClient.Over(network);
        await registry.Artifacts.CreateAsync(new MetricCreate { Name = "acc", Value = -0.5 });
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"artifactType":"metric","name":"acc","value":-0.5}"""), network.Last.Json));
        await registry.Artifacts.UpdateAsync("9", new MetricUpdate { Value = 0.25 });
        Assert.Equal(0.25, (double)network.Last.Json["value"]!);
    }

    [Theory]
    [InlineData("MetadataValue v = 'x';", "CS0619")]
    [InlineData("var d = new System.Collections.Generic.Dictionary<string, MetadataValue> { [\"k\"] = 'x' };", "CS0619")]
    [InlineData("var s = new RegisteredModelSpec { Name = \"m\" }.WithProperty(\"k\", 'x');", "CS0619")]
    [InlineData("MetadataValue v = \"x\";", null)]
    [InlineData("MetadataValue v = (byte)1; v = (sbyte)1; v = (short)1; v = (ushort)1; v = 1; v = 1U; v = 1L; v = 1UL; v = (nint)1; v = "
        + "(nuint)1; v = 1f; v = 1d; v = 1m; v = true;", null)]
    public void A_character_does_not_compile(string code, string? error)
    {
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "snippet",
            [CSharpSyntaxTree.ParseText(
                $"using ModelRegistry.Client; class C {{ void M() {{ {code} }} }}",
                cancellationToken: TestContext.Current.CancellationToken)],
            [.. assemblies.Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        string[] errors =
        [
            .. compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity == DiagnosticSeverity.Error)
                .Select(found => found.Id),
        ];
        Assert.Equal(error is null ? [] : [error], errors);
    }
}
