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
/// <param name="fails">Decides by the number and the name of a call.</param>
/// <param name="fault">Makes the exception.</param>
/// <param name="effect">What the call has done all the same.</param>
#pragma warning disable CA1001 // The journal disposes the files that it opens here.
internal sealed class FailingFiles(Func<int, string, bool> fails, Func<Exception> fault, Effect effect = Effect.None) : IFileLayer
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly List<string> _calls = [];
    private OpenFile? _successor;
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
        return _successor = new OpenFile(this, file!) { Prefix = "new " };
    }

    public void Move(string from, string to) => Call("move", () =>
    {
        SystemFiles.Instance.Move(from, to);
        _successor!.Prefix = "";
    });

    public void Delete(string path) => Call("delete", () => SystemFiles.Instance.Delete(path));

    public long? LengthOf(string path) => SystemFiles.Instance.LengthOf(path);

    public void FlushName(string path) => Call("flush name", static () => { });

    private bool Fails(string name)
    {
        int number;
        lock (_gate)
        {
            if (!_armed)
            {
                return false;
            }

            _calls.Add(name);
            number = _calls.Count;
        }

        bool failsNow = fails(number, name);
        if (failsNow && FirstFailure == 0)
        {
            FirstFailure = number;
        }

        return failsNow;
    }

    private void Call(string name, Action call, Action? afterwards = null, Action? half = null)
    {
        if (!Fails(name))
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
        /// <summary>What the names of calls begin with as long as it has not taken the place of another.</summary>
        public string Prefix { get; set; } = "";

        public long Length => file.Length;

        public int Read(Span<byte> bytes, long offset) => file.Read(bytes, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            byte[] copy = bytes.ToArray();
            files.Call(Prefix + "write", () => file.Write(copy, offset), half: () => file.Write(copy.AsSpan(0, copy.Length / 2), offset));
        }

        public void SetLength(long length) => files.Call(Prefix + "set length", () => file.SetLength(length));

        // Tests read what was written through the same kernel, so nothing needs to reach the disk.
        public void Flush() => files.Call(Prefix + "flush", static () => { });

        public void Dispose() => file.Dispose();
    }
}
