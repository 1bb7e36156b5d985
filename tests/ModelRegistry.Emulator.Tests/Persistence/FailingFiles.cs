using ModelRegistry.Emulator.Persistence;

namespace ModelRegistry.Emulator.Tests.Persistence;

/// <summary>What a call that fails has done all the same.</summary>
public enum Effect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Half of the bytes are written; anything else is not done.</summary>
    Half,

    /// <summary>All of it is done.</summary>
    Whole,
}

/// <summary>The machine's files, of whose calls those fail that a test wants to. They are numbered from 1 on once it is armed.</summary>
internal sealed class FailingFiles(Func<int, bool> fails, Func<Exception> fault, Effect effect) : IFileLayer
{
    private readonly Lock _gate = new();
    private readonly List<string> _calls = [];
    private bool _armed;

    /// <summary>The calls since it was armed.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>The number of the call that failed first; 0 for none.</summary>
    public int FirstFailure { get; private set; }

    public void Arm(bool armed = true)
    {
        lock (_gate)
        {
            _armed = armed;
        }
    }

    public IOpenFile Open(string path) => new OpenFile(this, SystemFiles.Instance.Open(path));

    public IOpenFile Create(string path)
    {
        IOpenFile? file = null;
        Call("create", () => file = SystemFiles.Instance.Create(path), () => file?.Dispose());
        return new OpenFile(this, file!);
    }

    public void Move(string from, string to) => Call("move", () => SystemFiles.Instance.Move(from, to));

    public void Delete(string path) => Call("delete", () => SystemFiles.Instance.Delete(path));

    public long? LengthOf(string path) => SystemFiles.Instance.LengthOf(path);

    public void FlushName(string path) => Call("flush name", static () => { });

    private void Call(string name, Action call, Action? afterwards = null, Action? half = null)
    {
        bool failsNow;
        lock (_gate)
        {
            if (_armed)
            {
                _calls.Add(name);
            }

            failsNow = _armed && fails(_calls.Count);
            if (failsNow && FirstFailure == 0)
            {
                FirstFailure = _calls.Count;
            }
        }

        if (!failsNow)
        {
            call();
            return;
        }

        switch (effect)
        {
            case Effect.Half:
                half?.Invoke();
                break;
            case Effect.Whole:
                call();
                break;
        }

        afterwards?.Invoke();
        throw fault();
    }

    private sealed class OpenFile(FailingFiles files, IOpenFile file) : IOpenFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> bytes, long offset) => file.Read(bytes, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            byte[] copy = bytes.ToArray();
            files.Call("write", () => file.Write(copy, offset), half: () => file.Write(copy.AsSpan(0, copy.Length / 2), offset));
        }

        public void SetLength(long length) => files.Call("set length", () => file.SetLength(length));

        // Tests read what was written through the same kernel, so nothing needs to reach the disk.
        public void Flush() => files.Call("flush", static () => { });

        public void Dispose() => file.Dispose();
    }
}
