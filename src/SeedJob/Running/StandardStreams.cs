using SeedJob.Output;

namespace SeedJob.Running;

/// <summary>The streams that the process was started with, as far as it was.</summary>
internal static class StandardStreams
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Log = 2;

    public static bool IsOutClosed { get; } =
        OperatingSystem.IsWindows() ? Console.OpenStandardOutput() == Stream.Null : !UnixStream.IsInherited(Output);

    public static TextWriter Out { get; } = OperatingSystem.IsWindows() ? Console.Out : new UnbufferedWriter(UnixStream.OfStandardOutput());

    /// <summary>Gets where the log goes: nowhere, when the standard error is closed.</summary>
    public static TextWriter Error { get; } = IsOpen(Log) ? Console.Error : TextWriter.Null;

    /// <summary>Opens the standard input: nothing, when that is closed.</summary>
    public static Stream OpenInput() => IsOpen(Input) ? Console.OpenStandardInput() : Stream.Null;

    private static bool IsOpen(int descriptor) => OperatingSystem.IsWindows() || UnixStream.IsInherited(descriptor);
}
