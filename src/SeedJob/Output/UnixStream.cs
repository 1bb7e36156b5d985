using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using ModelRegistry.Seeding.Files;

namespace SeedJob.Output;

/// <summary>
/// Writes to a file descriptor as the kernel does, for two things that .NET's own streams don't do: the console's hides that nobody reads
/// any more, and a file's appends where the file once ended, not where it ends by now.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class UnixStream : Stream
{
    private const int StandardOutput = 1;
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;
    private const int WriteOnly = 1;
    private const int ReadWrite = 2;
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockAtOnce = 4;
    private const int Interrupted = 4;
    private const short Writable = 4;

    private static readonly int TryAgain = OperatingSystem.IsLinux() ? 11 : 35;
    private static readonly int AppendAndCloseOnExec = OperatingSystem.IsLinux() ? 0x400 | 0x80000 : 0x8 | 0x1000000;

    private readonly SafeFileHandle _handle;

    private UnixStream(SafeFileHandle handle) => _handle = handle;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Gets the standard output; when that is closed, a stream that fails as it would.</summary>
    public static UnixStream OfStandardOutput() =>
        new(new SafeFileHandle(IsInherited(StandardOutput) ? StandardOutput : -1, ownsHandle: false));

    /// <summary>
    /// Tells whether the caller of the process gave it this descriptor. When it was closed, the runtime has got its number for a file of
    /// its own, which it closes on exec, and which must not be written to.
    /// </summary>
    public static bool IsInherited(int descriptor) =>
        Fcntl(descriptor, GetDescriptorFlags) is var flags && flags >= 0 && (flags & CloseOnExec) == 0;

    /// <summary>
    /// Opens a file that each write is appended to as a whole, at the file's end of that moment, even while others append to it.
    /// </summary>
    /// <param name="path">The file; it is made when it is not there.</param>
    /// <param name="endsInHalfALine">
    /// Whether what was there ends without a line's end. Not told while another process has the file open so.
    /// </param>
    /// <exception cref="IOException">The file can't be opened or made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
    public static UnixStream Append(string path, out bool endsInHalfALine)
    {
        Make(path);
        string full = Path.GetFullPath(path);
        endsInHalfALine = false;
        if (SpecialFile.KindOf(full) is not null || Open(full, ReadWrite | AppendAndCloseOnExec) is var descriptor && descriptor < 0)
        {
            return new UnixStream(OpenForWriting(full));
        }

        // A line that is being written looks like one that was cut: it is looked at while nobody writes, and all writers share a lock.
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        endsInHalfALine = Flock(handle, LockExclusive | LockAtOnce) == 0 && EndsInHalfALine(handle);
        _ = Flock(handle, LockShared);
        return new UnixStream(handle);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint written = Write(_handle, buffer, buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
            }
            else if (Marshal.GetLastPInvokeError() == TryAgain)
            {
                // Another process that shares it has made it one that does not wait.
                var wanted = new Wanted { Descriptor = (int)_handle.DangerousGetHandle(), Events = Writable };
                _ = Poll(ref wanted, 1, Timeout.Infinite);
            }
            else
            {
                ThrowUnless(Interrupted);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _handle.Dispose();
        base.Dispose(disposing);
    }

    private static void Make(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                using var made = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster, and has it locked.
        }
    }

    private static SafeFileHandle OpenForWriting(string path)
    {
        int descriptor;
        while ((descriptor = Open(path, WriteOnly | AppendAndCloseOnExec)) < 0)
        {
            ThrowUnless(Interrupted);
        }

        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static bool EndsInHalfALine(SafeFileHandle handle)
    {
        Span<byte> last = stackalloc byte[1];
        return RandomAccess.GetLength(handle) is > 0 and var length
            && RandomAccess.Read(handle, last, length - 1) == 1
            && last[0] != '\n';
    }

    private static void ThrowUnless(int expected)
    {
        int error = Marshal.GetLastPInvokeError();
        if (error != expected)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fcntl(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref Wanted wanted, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct Wanted
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
