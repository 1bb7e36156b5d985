using ModelRegistry.Emulator.Filtering;

namespace ModelRegistry.Emulator.Tests.Filtering;

/// <summary>What the recordings leave open about parsing.</summary>
public sealed class FilterParserTests
{
    [Theory]
    [InlineData("a = 1 AND", "1:10: unexpected token \"<EOF>\" (expected Term)")]
    [InlineData("a = 1\nAND\n  ( b", "3:6: unexpected token \"<EOF>\" (expected (\"=\" | \"!=\" | \"<>\" | \">=\" | \"<=\" | \">\" | \"<\" "
        + "| \"LIKE\" | \"ILIKE\" | \"IN\") Value)")]
    [InlineData("a IN (1, )", "1:8: unexpected token \",\" (expected \")\")")]
    [InlineData("a IN (b)", "1:7: unexpected token \"b\" (expected \")\")")]
    [InlineData("a = 1)", "1:6: unexpected token \")\"")]
    [InlineData("a = 1 # twelve more letters", "1:7: lexer: invalid input text \"# twelve more le...\"")]
    public void Names_the_place_and_what_was_expected(string text, string message)
    {
        var fault = Assert.Throws<FilterSyntaxException>(() => FilterParser.Parse(text));

        Assert.Equal(message, fault.Message);
    }

    [Theory]
    [InlineData("a = 1 OR b = 2 AND c = 3", "(a = 1) OR ((b = 2) AND (c = 3))")]
    [InlineData("(a = 1 OR b = 2) AND c = 3", "((a = 1) OR (b = 2)) AND (c = 3)")]
    [InlineData("a = 010", "a = 8")]
    [InlineData("a = +5", "a = 5")]
    [InlineData("a = .5e1", "a = 5.0")]
    [InlineData("`a.b` = \"x\"", "a.b = 'x'")]
    [InlineData("a = \"'x'\"", "a = 'x'")]
    public void Parses(string text, string printed) => Assert.Equal(printed, FilterPrinter.Print(FilterParser.Parse(text)));
}
