namespace ModelRegistry.Seeding.Tests.Planning;

/// <summary>How many may be archived in one run, and how that is written.</summary>
public sealed class PruneLimitTests
{
    [Theory]
    // Three, or thirty percent when that is more.
    [InlineData(null, 0, 3)]
    [InlineData(null, 10, 3)]
    [InlineData(null, 13, 3)]
    [InlineData(null, 14, 4)]
    [InlineData(null, int.MaxValue, 644245094)]
    [InlineData("0", 100, 0)]
    [InlineData("5", 100, 5)]
    [InlineData("0%", 100, 0)]
    [InlineData("50%", 3, 1)]
    [InlineData("100%", 7, 7)]
    [InlineData("100%", int.MaxValue, int.MaxValue)]
    [InlineData("none", 7, int.MaxValue)]
    public void A_limit_is_a_number_or_a_share(string? text, int live, int allowed)
    {
        PruneLimit limit = PruneLimit.Default;
        Assert.True(text is null || PruneLimit.TryParse(text, out limit));
        Assert.Equal(allowed, limit.Of(live));
        Assert.True(limit.Allows(allowed, live));
        Assert.True(allowed == int.MaxValue || !limit.Allows(allowed + 1, live));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("007", "7")]
    [InlineData("30%", "30%")]
    [InlineData("none", "none")]
    [InlineData("2147483646", "2147483646")]
    public void A_limit_is_written_as_it_is_read(string text, string shown)
    {
        Assert.True(PruneLimit.TryParse(text, out PruneLimit limit));
        Assert.Equal(shown, limit.ToString());
        Assert.NotEqual(PruneLimit.Default, limit);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.5")]
    [InlineData("101%")]
    [InlineData("-1%")]
    [InlineData("1%%")]
    [InlineData("None")]
    [InlineData("2147483648")]
    public void Anything_else_is_no_limit(string? text)
    {
        Assert.False(PruneLimit.TryParse(text, out PruneLimit limit));
        Assert.Equal(PruneLimit.Default, limit);
    }

    [Fact]
    public void What_is_not_said_is_the_default_and_says_so() =>
        Assert.Equal("3 or 30%, whichever is more", PruneLimit.Default.ToString());

    [Fact]
    public void A_number_is_not_negative_and_a_share_not_more_than_all()
    {
        Assert.Throws<ArgumentOutOfRangeException>("count", () => PruneLimit.OfCount(-1));
        Assert.Throws<ArgumentOutOfRangeException>("percent", () => PruneLimit.OfPercent(-1));
        Assert.Throws<ArgumentOutOfRangeException>("percent", () => PruneLimit.OfPercent(101));
        Assert.Equal(100, PruneLimit.OfPercent(100).Of(100));
        Assert.Equal(0, PruneLimit.OfCount(0).Of(100));
    }
}
