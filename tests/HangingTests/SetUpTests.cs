namespace HangingTests;

/// <summary>Hangs before its test begins.</summary>
public sealed class SetUpTests : IAsyncLifetime
{
    [Fact]
    public void Is_never_run()
    {
    }

    public ValueTask InitializeAsync() => new(new TaskCompletionSource().Task);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
