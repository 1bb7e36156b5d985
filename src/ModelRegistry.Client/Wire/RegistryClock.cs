namespace ModelRegistry.Client.Wire;

/// <summary>The time that the last response of a registry said it was there.</summary>
internal sealed class RegistryClock
{
    private long _milliseconds = long.MinValue;

    public DateTimeOffset? Time =>
        Interlocked.Read(ref _milliseconds) is not long.MinValue and var milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    public void Note(HttpResponseMessage? response)
    {
        if (response?.Headers.Date is { } date)
        {
            Interlocked.Exchange(ref _milliseconds, date.ToUnixTimeMilliseconds());
        }
    }
}
