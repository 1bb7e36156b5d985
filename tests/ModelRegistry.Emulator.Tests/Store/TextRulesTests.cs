using ModelRegistry.Emulator.Store;

namespace ModelRegistry.Emulator.Tests.Store;

/// <summary>How text is compared, beside SQL as it is written.</summary>
public sealed class TextRulesTests
{
    [Theory]
    [InlineData("Granite", "granite", true)]
    [InlineData("Granite ", "granite", true)]
    [InlineData(" Granite", "Granite", false)]
    [InlineData("café", "CAFE", true)]
    [InlineData("straße", "strase", true)]
    [InlineData("🚀", "🎉", true)]
    [InlineData("a\tb", "a b", false)]
    public void MariaDb_ignores_case_accents_and_trailing_spaces(string left, string right, bool same)
    {
        Assert.Equal(same, TextRules.MariaDb.Same(left, right));
        Assert.Equal(same, string.Equals(TextRules.MariaDb.Key(left), TextRules.MariaDb.Key(right), StringComparison.Ordinal));
    }

    [Fact]
    public void PostgreSql_compares_exactly() => Assert.False(TextRules.PostgreSql.Same("a", "A"));

    [Theory]
    [InlineData("a", "b", -1)]
    [InlineData("ab", "a", 1)]
    [InlineData("a\t", "a", -1)]
    [InlineData("B", "a", 1)]
    public void MariaDb_orders_by_weight_and_pads_with_spaces(string left, string right, int order) =>
        Assert.Equal(order, Math.Sign(TextRules.MariaDb.Compare(left, right)));

    [Theory]
    [InlineData("a%", "abc", true)]
    [InlineData("%c", "abc", true)]
    [InlineData("a_c", "aBc", true)]
    [InlineData("a_c", "ac", false)]
    [InlineData("a\\%c", "a%c", true)]
    [InlineData("a\\%c", "abc", false)]
    [InlineData("a\\", "a\\", true)]
    [InlineData("%a%b%", "xxaxxbxx", true)]
    [InlineData("_", "🚀", true)]
    [InlineData("abc", "abc ", false)]
    [InlineData("%", "", true)]
    public void Like_matches(string pattern, string text, bool matches) =>
        Assert.Equal(matches, new LikePattern(pattern, TextRules.MariaDb).Matches(text));

    [Fact]
    public void Like_with_many_wildcards_stays_quick_on_text_that_does_not_match()
    {
        var pattern = new LikePattern(string.Concat(Enumerable.Repeat("%a", 200)) + "b", TextRules.MariaDb);

        Assert.False(pattern.Matches(new string('a', 20_000)));
    }

    [Theory]
    [InlineData("12abc", 12)]
    [InlineData(" -3.5e2x", -350)]
    [InlineData("abc", 0)]
    [InlineData("1e", 1)]
    [InlineData(".5", 0.5)]
    [InlineData("", 0)]
    public void Text_is_read_as_a_number(string text, double number) => Assert.Equal(number, NumericText.Prefix(text));

    [Theory]
    [InlineData(" ", " Ba")]
    [InlineData("a", "a  b")]
    [InlineData("a", "a \t")]
    public void A_text_that_goes_on_after_spaces_is_not_the_same(string shorter, string longer)
    {
        Assert.False(TextRules.MariaDb.Same(shorter, longer));
        Assert.False(TextRules.MariaDb.Same(longer, shorter));
        Assert.Equal(-Math.Sign(TextRules.MariaDb.Compare(shorter, longer)), Math.Sign(TextRules.MariaDb.Compare(longer, shorter)));
    }
}
