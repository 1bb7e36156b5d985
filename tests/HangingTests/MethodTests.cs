namespace HangingTests;

public sealed class MethodTests
{
    [Fact]
    public Task Waits_for_ever() => new TaskCompletionSource().Task;

    [Fact]
    public void Blocks_its_thread_for_ever()
    {
        using var never = new ManualResetEventSlim();
        never.Wait(CancellationToken.None);
    }

    // Cancelled as the others are, it fails for its limit, not for the exception that the cancellation brings.
    [Fact(Timeout = 1)]
    public Task Waits_until_it_is_cancelled() =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, TestContext.Current.CancellationToken);

    [Fact(Timeout = 60_000)]
    public void Passes()
    {
    }

    [Fact(Timeout = 60_000)]
    public Task Passes_too() => Task.CompletedTask;
}
