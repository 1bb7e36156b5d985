namespace HangingTests;

/// <summary>Hangs when its test is over.</summary>
public sealed class CleanUpTests : IAsyncDisposable
{
    [Fact]
    public void Is_run()
    {
    }

    public ValueTask DisposeAsync() => new(new TaskCompletionSource().Task);
}
