using System.Buffers;
using System.Threading.Channels;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Persistence;

/// <summary>
/// The write-ahead log of a store. Every write is appended as a line; what has gathered while one write to the disk was under way goes into
/// the next together, and is acknowledged when the disk has it. When most lines are out of date the file is written anew beside itself and
/// renamed into place.
/// </summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly EntityStore _store;
    private readonly JournalCompaction _compaction;
    private readonly Lock _disk = new();
    private readonly Channel<bool> _wakeUps = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _writing;
    private JournalFile _file;
    private Batch _pending = new();

    private Journal(EntityStore store, JournalFile file, JournalCompaction compaction)
    {
        _store = store;
        _file = file;
        _compaction = compaction;
        _writing = WriteGatheredAsync();
    }

    /// <summary>Opens a file, fills the store from it, and records what is written from now on.</summary>
    /// <exception cref="RegistryDataFileException">The file is damaged or not a data file.</exception>
    /// <exception cref="IOException">The file is in use or cannot be opened.</exception>
    public static Journal Open(string path, EntityStore store, JournalCompaction? compaction = null)
    {
        compaction ??= new JournalCompaction();
        JournalFile file = JournalFile.Open(path);
        try
        {
            file.Load(store);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        var journal = new Journal(store, file, compaction);
        store.Written = entity => journal.Append(EntityCodec.Write(entity));
        return journal;
    }

    /// <summary>Completes when everything that has been appended so far is on the disk. Called under the store's gate.</summary>
    public Task Appended => _pending.Count == 0 ? Task.CompletedTask : _pending.Done;

    /// <summary>Records that the store has been emptied. Called under the store's gate.</summary>
    public void AppendReset() => Append("{\"reset\":true}"u8);

    /// <summary>Brings what has gathered to the disk.</summary>
    public void Flush()
    {
        lock (_disk)
        {
            Batch batch = TakePending();
            if (batch.Count == 0)
            {
                return;
            }

            try
            {
                _file.Append(batch.Bytes, batch.Count);
            }
            catch (IOException fault)
            {
                batch.Fail(fault);
                throw;
            }

            batch.Complete();
            CompactIfWorthwhile();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _wakeUps.Writer.Complete();
        await _writing.ConfigureAwait(false);
        lock (_disk)
        {
            _file.Dispose();
        }
    }

    private void Append(ReadOnlySpan<byte> data)
    {
        _pending.Add(JournalRecord.Frame(data));
        _wakeUps.Writer.TryWrite(true);
    }

    private Batch TakePending()
    {
        lock (_store.Gate)
        {
            Batch batch = _pending;
            _pending = new Batch();
            return batch;
        }
    }

    private async Task WriteGatheredAsync()
    {
        await foreach (bool _ in _wakeUps.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                Flush();
            }
            catch (IOException)
            {
                // Those who wait for the batch have been told.
            }
        }

        Flush();
    }

    private void CompactIfWorthwhile()
    {
        // What is pending now is part of the content that the new file begins with.
        Batch pending;
        List<byte[]> lines;
        lock (_store.Gate)
        {
            if (!_compaction.IsWorthwhile(_file, _store.Count))
            {
                return;
            }

            lines = [JournalRecord.Frame(WriteIds()), .. _store.Everything().Select(static entity => JournalRecord.Frame(EntityCodec.Write(entity)))];
            pending = _pending;
            _pending = new Batch();
        }

        try
        {
            _file = _file.ReplaceBy(lines, lines.Count);
        }
        catch (IOException)
        {
            // No room for a second file: go on with the first.
            _file.Append(pending.Bytes, pending.Count);
        }

        pending.Complete();
    }

    private byte[] WriteIds()
    {
        var output = new JsonOutput();
        output.BeginObject();
        output.Name("ids");
        output.BeginObject();
        foreach (EntityTableKind table in Enum.GetValues<EntityTableKind>())
        {
            output.Number(table.ToString(), (long)_store.LastId(table));
        }

        output.EndObject();
        output.EndObject();
        return output.ToArray();
    }

    /// <summary>Lines that go to the disk together.</summary>
    private sealed class Batch
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public int Count { get; private set; }

        public Task Done => _done.Task;

        public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

        public void Add(byte[] line)
        {
            _bytes.Write(line);
            Count++;
        }

        public void Complete() => _done.TrySetResult();

        public void Fail(Exception fault) => _done.TrySetException(fault);
    }
}
