using System.Runtime.InteropServices;

namespace SeedJob.Running;

/// <summary>How wide the terminal of the standard output is.</summary>
internal static partial class TerminalSize
{
    private const int Output = 1;

    /// <summary>What asks for a terminal's size on Linux.</summary>
    private const nuint AskForSize = 0x5413;

    /// <summary>Gets the characters of a line; <see langword="null"/> where the terminal doesn't say.</summary>
    /// <remarks>On Unix, <see cref="Console.WindowWidth"/> writes control sequences to the terminal before it returns.</remarks>
    public static int? Width
    {
        get
        {
            if (OperatingSystem.IsLinux())
            {
                return Ioctl(Output, AskForSize, out Size size) == 0 && size.Columns > 0 ? size.Columns : null;
            }

            return OperatingSystem.IsWindows() ? Console.WindowWidth : null;
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Ioctl(int descriptor, nuint request, out Size size);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Size
    {
        public readonly ushort Rows;
        public readonly ushort Columns;
        public readonly ushort Width;
        public readonly ushort Height;
    }
}
