using System.Runtime.CompilerServices;

namespace Packages.Tests.Support;

internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>Whether a file is part of the repository, and not made by a build.</summary>
    public static bool IsSource(string file) =>
        !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal);

    private static string Here([CallerFilePath] string path = "") => path;
}
