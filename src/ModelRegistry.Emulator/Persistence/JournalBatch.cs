using ModelRegistry.Emulator.Entities;

namespace ModelRegistry.Emulator.Persistence;

/// <summary>Changes that go to the disk together, and are kept or refused together.</summary>
internal sealed class JournalBatch
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The entities that were put, in their order; <see langword="null"/> where everything was emptied.</summary>
    public List<Entity?> Changes { get; } = [];

    /// <summary>Completes when the changes are kept; fails when they are refused.</summary>
    public Task Done => _done.Task;

    /// <summary>The lines of the data file.</summary>
    public byte[] ToLines()
    {
        using var lines = new MemoryStream();
        for (int i = 0; i < Changes.Count; i++)
        {
            ReadOnlySpan<byte> data = Changes[i] is { } entity ? EntityCodec.Write(entity) : "{\"reset\":true}"u8;
            lines.Write(JournalRecord.Frame(data, isLast: i == Changes.Count - 1));
        }

        return lines.ToArray();
    }

    /// <summary>Reports that the changes are kept.</summary>
    public void Complete() => _done.TrySetResult();

    /// <summary>Reports that the changes are refused.</summary>
    public void Fail(Exception fault)
    {
        string message = $"The emulator's data file cannot be written, so nothing of this was kept: {fault.Message}";
        _done.TrySetException(new IOException(message, fault));
        // Nobody may be waiting: the request is gone, or it was refused anyway.
        _ = _done.Task.Exception;
    }
}
