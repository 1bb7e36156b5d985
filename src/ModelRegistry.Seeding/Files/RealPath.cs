namespace ModelRegistry.Seeding.Files;

/// <summary>Paths without links in them. A mounted token is one by nature: its file is a link, and so is the directory behind it.</summary>
internal static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MaximumLinks = 40;

    private static readonly StringComparison Comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether two paths lead to the same file.</summary>
    /// <exception cref="IOException">Links lead in a circle, or can't be read.</exception>
    public static bool IsSame(string path, string other) => string.Equals(Of(path), Of(other), Comparison);

    private static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>();
        Push(full[real.Length..]);
        int links = 0;
        while (rest.TryPop(out string? part))
        {
            if (part is "..")
            {
                // Only links have these left, and mean them from where they lead to.
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            string next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaximumLinks)
            {
                throw new IOException($"Too many links on the way to {path}.");
            }

            string root = Path.GetPathRoot(target) ?? "";
            real = root.Length > 0 ? root : real;
            Push(target[root.Length..]);
        }

        return real;

        void Push(string relative)
        {
            foreach (string part in relative.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse())
            {
                rest.Push(part);
            }
        }
    }
}
