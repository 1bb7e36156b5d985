using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ModelRegistry.Emulator.Persistence;

/// <summary>The file system of the machine.</summary>
internal sealed class SystemFiles : IFileLayer
{
    public static readonly SystemFiles Instance = new();

    private SystemFiles()
    {
    }

    public IOpenFile Open(string path) => new OpenFile(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));

    public IOpenFile Create(string path) => new OpenFile(File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Delete));

    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public long? LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : null;

    public void FlushName(string path)
    {
        // Windows has no such thing, and needs none.
        if (!OperatingSystem.IsWindows())
        {
            DirectoryEntries.Flush(Path.GetDirectoryName(path)!);
        }
    }

    private sealed class OpenFile(SafeFileHandle handle) : IOpenFile
    {
        // SIGXFSZ. A limit on the size of files (ulimit -f) ends the process by it, unless it is caught: then the write fails as on a
        // full disk.
        private const PosixSignal FileSizeExceeded = (PosixSignal)25;

        private readonly PosixSignalRegistration? _sizeLimit =
            OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileSizeExceeded, static signal => signal.Cancel = true);

        public long Length => RandomAccess.GetLength(handle);

        public int Read(Span<byte> bytes, long offset) => RandomAccess.Read(handle, bytes, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            try
            {
                RandomAccess.Write(handle, bytes, offset);
            }
            catch (ArgumentOutOfRangeException fault)
            {
                // What .NET makes of EFBIG.
                throw new IOException("the file would become larger than the file system or a limit (ulimit -f) allows.", fault);
            }
        }

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Flush() => RandomAccess.FlushToDisk(handle);

        public void Dispose()
        {
            handle.Dispose();
            _sizeLimit?.Dispose();
        }
    }

    /// <summary>The names in a directory, which .NET opens no directory to bring to the disk.</summary>
    private static class DirectoryEntries
    {
        private const int ReadOnly = 0;
        private const int AccessDenied = 13;
        private const int InvalidArgument = 22;
        private const int ReadOnlyFileSystem = 30;

        public static void Flush(string directory)
        {
            int descriptor = Open(directory, ReadOnly);
            if (descriptor < 0)
            {
                ThrowUnlessUnsupported(directory);
                return;
            }

            try
            {
                if (Synchronize(descriptor) != 0)
                {
                    ThrowUnlessUnsupported(directory);
                }
            }
            finally
            {
                _ = Close(descriptor);
            }
        }

        // Some directories may be written but not read, and some file systems do this by themselves.
        private static void ThrowUnlessUnsupported(string directory)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error is not (AccessDenied or InvalidArgument or ReadOnlyFileSystem))
            {
                throw new IOException($"The directory '{directory}' cannot be brought to the disk: {new Win32Exception(error).Message}");
            }
        }

        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Synchronize(int descriptor);

        [DllImport("libc", EntryPoint = "close")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Close(int descriptor);
    }
}
