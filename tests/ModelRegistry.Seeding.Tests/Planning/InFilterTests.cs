using ModelRegistry.Seeding.Planning;

namespace ModelRegistry.Seeding.Tests.Planning;

/// <summary>How many names or ids one list asks for, and which of them a filter can spell.</summary>
public sealed class InFilterTests
{
    [Theory]
    [InlineData("granite", true)]
    [InlineData("Straße 🚀, (1) [2] %_", true)]
    [InlineData("", true)]
    [InlineData("it's", false)]
    [InlineData("\"q\"", false)]
    [InlineData("back\\slash", false)]
    [InlineData("nul\0", false)]
    [InlineData("\0", false)]
    public void What_the_server_reads_otherwise_can_not_be_spelled(string value, bool canBeSpelled) =>
        Assert.Equal(canBeSpelled, InFilter.CanSpell(value));

    [Theory]
    [InlineData('n', 7391, true)]
    [InlineData('n', 7392, false)]
    [InlineData('é', 1231, true)]
    [InlineData('é', 1232, false)]
    public void What_is_too_long_for_an_address_can_not_be_spelled(char character, int length, bool canBeSpelled) =>
        Assert.Equal(canBeSpelled, InFilter.CanSpell(new string(character, length)));

    [Fact]
    public void Nothing_needs_no_request() => Assert.Empty(InFilter.Chunks([]));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(100, 1, 100)]
    [InlineData(101, 2, 1)]
    [InlineData(200, 2, 100)]
    [InlineData(201, 3, 1)]
    public void A_request_asks_for_a_hundred(int count, int requests, int inTheLast)
    {
        string[] values = [.. Enumerable.Range(0, count).Select(number => $"{number}")];
        IReadOnlyList<string[]> chunks = InFilter.Chunks(values);
        Assert.Equal((requests, inTheLast), (chunks.Count, chunks[^1].Length));
        Assert.Equal(values, chunks.SelectMany(chunk => chunk));
    }

    [Theory]
    // Each takes 9 characters more than its own, and all of a request 7,400.
    [InlineData(3691, 2, 1)]
    [InlineData(3692, 2, 2)]
    [InlineData(731, 10, 1)]
    [InlineData(731, 11, 2)]
    [InlineData(731, 20, 2)]
    [InlineData(731, 21, 3)]
    [InlineData(732, 10, 2)]
    [InlineData(9000, 3, 3)]
    public void A_request_is_as_long_as_an_address_may_be(int length, int count, int requests)
    {
        string[] values = [.. Enumerable.Range(0, count).Select(_ => new string('n', length))];
        IReadOnlyList<string[]> chunks = InFilter.Chunks(values);
        Assert.Equal(requests, chunks.Count);
        Assert.Equal(values, chunks.SelectMany(chunk => chunk));
    }

    [Fact]
    public void What_is_escaped_counts_as_it_is_sent() =>
        Assert.Equal(2, InFilter.Chunks([new string('é', 615), new string('é', 616)]).Count);

    [Fact]
    public void Strings_are_quoted_and_ids_are_numbers()
    {
        Assert.Equal("name IN (\"a\",\"b c\")", InFilter.Strings("name", ["a", "b c"]).ToString());
        Assert.Equal("id IN (1,22)", InFilter.Ids("id", ["1", "22"]).ToString());
    }
}
