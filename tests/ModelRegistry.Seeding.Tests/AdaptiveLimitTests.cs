namespace ModelRegistry.Seeding.Tests;

/// <summary>How many may work at once: halved by failures, one more after as many successes as there are places.</summary>
public sealed class AdaptiveLimitTests
{
    [Fact]
    public void Those_that_fail_together_halve_it_once()
    {
        var limit = new AdaptiveLimit(16);
        AdaptiveLimit.Place[] places = Enter(limit, 16);

        Array.ForEach(places, limit.Fail);

        Assert.Equal(8, limit.Current);
    }

    [Fact]
    public void Failing_again_and_again_leaves_one()
    {
        var limit = new AdaptiveLimit(5);
        AdaptiveLimit.Place place = Assert.Single(Enter(limit, 1));
        var seen = new List<int>();
        for (int i = 0; i < 4; i++)
        {
            limit.Fail(place);
            seen.Add(limit.Current);
        }

        Assert.Equal([2, 1, 1, 1], seen);
    }

    [Fact]
    public void It_recovers_slowly_and_never_beyond_its_beginning()
    {
        var limit = new AdaptiveLimit(4);
        limit.Fail(Assert.Single(Enter(limit, 1)));
        var seen = new List<int>();
        for (int i = 0; i < 12; i++)
        {
            limit.Succeed();
            seen.Add(limit.Current);
        }

        Assert.Equal([2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4], seen);
    }

    [Fact]
    public void Whoever_waits_is_let_in_when_there_is_room_for_one_more()
    {
        var limit = new AdaptiveLimit(2);
        limit.Fail(Assert.Single(Enter(limit, 1)));
        Task waiting = limit.EnterAsync(new AdaptiveLimit.Place());
        Assert.False(waiting.IsCompleted);
        limit.Succeed();
        Assert.True(waiting.IsCompleted);
    }

    [Fact]
    public void A_failure_takes_what_was_gained_since()
    {
        var limit = new AdaptiveLimit(4);
        limit.Fail(Assert.Single(Enter(limit, 1)));
        limit.Succeed();
        limit.Fail(Assert.Single(Enter(limit, 1)));
        limit.Succeed();
        Assert.Equal(2, limit.Current);
    }

    [Fact]
    public void Who_comes_too_many_waits_for_a_place_in_turn()
    {
        var limit = new AdaptiveLimit(2);
        Enter(limit, 2);
        Task[] waiting = [limit.EnterAsync(new()), limit.EnterAsync(new())];
        Assert.All(waiting, entered => Assert.False(entered.IsCompleted));

        limit.Leave();
        Assert.Equal([true, false], waiting.Select(entered => entered.IsCompleted));
        limit.Leave();
        Assert.Equal([true, true], waiting.Select(entered => entered.IsCompleted));
    }

    [Fact]
    public void After_it_was_halved_places_are_given_again_when_half_have_left()
    {
        var limit = new AdaptiveLimit(4);
        Array.ForEach(Enter(limit, 4), limit.Fail);
        Task waiting = limit.EnterAsync(new());

        limit.Leave();
        limit.Leave();
        Assert.False(waiting.IsCompleted);
        limit.Leave();
        Assert.True(waiting.IsCompleted);
    }

    private static AdaptiveLimit.Place[] Enter(AdaptiveLimit limit, int count)
    {
        AdaptiveLimit.Place[] places = [.. Enumerable.Range(0, count).Select(_ => new AdaptiveLimit.Place())];
        Assert.All(places, place => Assert.True(limit.EnterAsync(place).IsCompletedSuccessfully));
        return places;
    }
}
