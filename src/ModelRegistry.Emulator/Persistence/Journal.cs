using System.Threading.Channels;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Persistence;

/// <summary>
/// The write-ahead log of a store. Writes are made on a draft, and appended to the file as lines; what has gathered while one write to
/// the disk was under way goes into the next together. When the disk has it the store gets it too, and it is acknowledged; when that
/// fails, the draft goes back to what the store is, and all that had been written to it since is refused. When most lines are out of
/// date the file is written anew beside itself and renamed into place.
/// </summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly EntityStore _store;
    private readonly JournalCompaction _compaction;
    private readonly Lock _disk = new();
    private readonly Channel<bool> _wakeUps = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _writing;
    private JournalFile _file;
    private JournalBatch _pending = new();
    private JournalBatch? _underWay;
    private long _compactFrom;
    private bool _closed;

    private Journal(EntityStore store, JournalFile file, JournalCompaction compaction)
    {
        _store = store;
        _file = file;
        _compaction = compaction;
        Draft = new EntityStore(store.Rules);
        Draft.CopyFrom(store);
        Draft.Putting = Append;
        _writing = WriteGatheredAsync();
    }

    /// <summary>The store as the writes that are under way will leave it.</summary>
    public EntityStore Draft { get; }

    /// <summary>
    /// Completes when everything that the draft holds is on the disk and in the store; fails with an <see cref="IOException"/> when it
    /// never will be. Called under the draft's gate.
    /// </summary>
    public Task Kept => _pending.Changes.Count > 0 ? _pending.Done : _underWay?.Done ?? Task.CompletedTask;

    /// <summary>Opens a file, fills the store from it, and records what is written to the draft from now on.</summary>
    /// <exception cref="RegistryDataFileException">The file is damaged or not a data file.</exception>
    /// <exception cref="IOException">The file is in use or cannot be opened.</exception>
    public static Journal Open(string path, EntityStore store, JournalCompaction? compaction = null, IFileLayer? files = null)
    {
        JournalFile file = JournalFile.Open(path, files ?? SystemFiles.Instance);
        try
        {
            file.Load(store);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return new Journal(store, file, compaction ?? new JournalCompaction());
    }

    /// <summary>Empties the draft and records it.</summary>
    /// <returns>Completes as <see cref="Kept"/> does.</returns>
    public Task Reset()
    {
        lock (Draft.Gate)
        {
            Append(entity: null);
            Draft.Clear();
            return Kept;
        }
    }

    /// <summary>Brings what has gathered to the disk; what becomes of it those hear who wait for it.</summary>
    public void Flush()
    {
        lock (_disk)
        {
            if (TakePending() is not { } batch)
            {
                return;
            }

            try
            {
                _file.Append(batch.ToLines(), batch.Changes.Count);
            }
            catch (Exception fault)
            {
                // Whatever it is, those who wait hear of it.
                Undo(batch, fault);
                return;
            }

            Publish(batch);
            CompactIfWorthwhile();
        }
    }

    /// <summary>Writes what has gathered and closes the file. Later writes are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (Draft.Gate)
        {
            _closed = true;
        }

        _wakeUps.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        lock (_disk)
        {
            _file.Dispose();
        }
    }

    private void Append(Entity? entity)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(ModelRegistryEmulator));
        _pending.Changes.Add(entity);
        _wakeUps.Writer.TryWrite(true);
    }

    private JournalBatch? TakePending()
    {
        lock (Draft.Gate)
        {
            if (_pending.Changes.Count == 0)
            {
                return null;
            }

            _underWay = _pending;
            _pending = new JournalBatch();
            return _underWay;
        }
    }

    private async Task WriteGatheredAsync()
    {
        await foreach (bool _ in _wakeUps.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            Flush();
        }

        Flush();
    }

    private void Publish(JournalBatch batch)
    {
        lock (_store.Gate)
        {
            foreach (Entity? entity in batch.Changes)
            {
                if (entity is null)
                {
                    _store.Clear();
                }
                else
                {
                    _store.Put(entity);
                }
            }
        }

        batch.Complete();
    }

    // What was written meanwhile may build on what failed, so it is undone with it.
    private void Undo(JournalBatch failed, Exception fault)
    {
        JournalBatch builtUpon;
        lock (Draft.Gate)
        {
            builtUpon = _pending;
            _pending = new JournalBatch();
            _underWay = null;
            lock (_store.Gate)
            {
                Draft.CopyFrom(_store);
            }
        }

        failed.Fail(fault);
        builtUpon.Fail(fault);
    }

    private void CompactIfWorthwhile()
    {
        Entity[] entities;
        lock (_store.Gate)
        {
            if (_file.Length < _compactFrom || !_compaction.IsWorthwhile(_file, _store.Count))
            {
                return;
            }

            entities = [.. _store.Everything()];
        }

        try
        {
            _file = _file.ReplaceBy(
                [JournalRecord.Frame(WriteIds()), .. entities.Select(static entity => JournalRecord.Frame(EntityCodec.Write(entity)))]);
            _compactFrom = 0;
        }
        catch (Exception)
        {
            // Whatever keeps a second file from being made or renamed, the first is whole and goes on. The next attempt is made when
            // it has grown.
            _compactFrom = _file.Length + (_file.Length / 4);
        }
    }

    private byte[] WriteIds()
    {
        var output = new JsonOutput();
        output.BeginObject();
        output.Name("ids");
        output.BeginObject();
        lock (Draft.Gate)
        {
            foreach (EntityTableKind table in Enum.GetValues<EntityTableKind>())
            {
                output.Number(table.ToString(), (long)Draft.LastId(table));
            }
        }

        output.EndObject();
        output.EndObject();
        return output.ToArray();
    }
}
