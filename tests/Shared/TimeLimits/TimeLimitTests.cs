using Xunit.v3;

namespace ModelRegistry.Tests.Shared.TimeLimits;

/// <summary>Runs in every test project: its tests have a limit.</summary>
public sealed class TimeLimitTests
{
    private static int LimitOfThisTest => ((IXunitTest)TestContext.Current.Test!).Timeout;

    [Fact]
    public void A_test_has_the_default_limit() => Assert.Equal(TimeLimitedTestFramework.Default, LimitOfThisTest);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void So_has_each_row_of_a_theory(int row) => Assert.True(row > 0 && LimitOfThisTest == TimeLimitedTestFramework.Default);

    [Fact(Timeout = 90_000)]
    public void A_test_may_have_its_own() => Assert.Equal(TimeLimitedTestFramework.Default == 0 ? 0 : 90_000, LimitOfThisTest);
}
