using System.Runtime.InteropServices;

namespace ModelRegistry.Seeding.Files;

/// <summary>Tells named pipes, devices and sockets from files, which nothing in .NET does without opening them. Linux only.</summary>
internal static class SpecialFile
{
    private const int CurrentDirectory = -100;
    private const uint TypeOnly = 1;

    /// <summary>Gets what a path leads to, links followed, as words for a message.</summary>
    /// <returns><see langword="null"/> for a file or directory, for what does not exist, and where that can't be told.</returns>
    public static string? KindOf(string path)
    {
        if (!OperatingSystem.IsLinux() || Statx(CurrentDirectory, path, flags: 0, TypeOnly, out Status status) != 0)
        {
            return null;
        }

        return (status.Mode & 0xF000) switch
        {
            0x1000 => "a named pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    // Of all calls of this kind, the one whose result looks the same on every processor.
    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(
        int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Status status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Status
    {
        [FieldOffset(28)]
        public readonly ushort Mode;
    }
}
