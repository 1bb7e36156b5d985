namespace ModelRegistry.Seeding.Files;

/// <summary>
/// Follows links, and each of them once: where a link led to when it was met first, it leads to for as long as this lives. A mounted
/// ConfigMap or Secret is replaced by turning one link, <c>..data</c>, to another directory, and what is read of it must be of one state.
/// </summary>
internal sealed class PinnedLinks
{
    /// <summary>What the links of all files of a mounted volume lead through.</summary>
    private const string MountedData = "..data";

    /// <summary>As many as Linux follows.</summary>
    private const int MaximumLinks = 40;

    private static readonly StringComparison Comparison =
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>Where each path leads to; <see langword="null"/> when it is no link.</summary>
    private readonly Dictionary<string, string?> _targets = new(StringComparer.Ordinal);

    /// <summary>When the directories that were read from were last changed, as they were met.</summary>
    private readonly Dictionary<string, DateTime?> _directories = new(StringComparer.Ordinal);

    /// <summary>
    /// Gets a value indicating whether a link leads to somewhere else by now and a directory is no longer what it was: then files of the
    /// former state may be missing from what was read.
    /// </summary>
    public bool IsTorn =>
        _targets.Any(link => link.Value is { } target && !string.Equals(TargetOf(link.Key), target, StringComparison.Ordinal))
        && _directories.Any(directory => directory.Value is not { } then || TimeOf(directory.Key) != then);

    /// <summary>Whether two paths lead to the same file.</summary>
    public bool IsSame(string path, string other) => string.Equals(Resolve(path), Resolve(other), Comparison);

    /// <summary>Gets the path without links in it; the path itself when its links lead in a circle.</summary>
    public string Resolve(string path)
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
            if (Follow(next) is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaximumLinks)
            {
                return full;
            }

            string root = Path.GetPathRoot(target) ?? "";
            real = root.Length > 0 ? root : real;
            Push(target[root.Length..]);
        }

        return real;

        void Push(string relative)
        {
            string[] parts = relative.Split(
                [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
            foreach (string part in parts.Where(part => part != ".").Reverse())
            {
                rest.Push(part);
            }
        }
    }

    /// <summary>Gets the path of a file to read, without links in it.</summary>
    public string ResolveFile(string path)
    {
        string real = Resolve(path);
        if (Path.GetDirectoryName(real) is { } directory)
        {
            Note(directory);
        }

        return real;
    }

    /// <summary>
    /// Gets the names in a directory that are not hidden, in their order, with the paths they lead to. The keys of a mounted volume are
    /// those of the state that is pinned: their links are made and taken away one by one.
    /// </summary>
    /// <exception cref="IOException">The directory can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be read.</exception>
    public IEnumerable<KeyValuePair<string, string>> EntriesOf(string directory)
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        bool isMounted = Follow(Path.Combine(directory, MountedData)) is not null;
        if (isMounted)
        {
            string data = Resolve(Path.Combine(directory, MountedData));
            Note(data);
            AddEntries(data, entries, _ => true);
            string throughData = $"{MountedData}{Path.DirectorySeparatorChar}";
            AddEntries(directory, entries, path => Follow(path)?.StartsWith(throughData, StringComparison.Ordinal) != true);
        }
        else
        {
            Note(directory);
            AddEntries(directory, entries, _ => true);
        }

        return entries;
    }

    /// <summary>Takes what was read so far for read as a whole. The links stay pinned.</summary>
    public void Settle() => _directories.Clear();

    private static string? TargetOf(string path) => new FileInfo(path).LinkTarget;

    private static DateTime? TimeOf(string directory) => Directory.Exists(directory) ? Directory.GetLastWriteTimeUtc(directory) : null;

    private string? Follow(string path)
    {
        if (!_targets.TryGetValue(path, out string? target))
        {
            _targets.Add(path, target = TargetOf(path));
        }

        return target;
    }

    private void Note(string directory)
    {
        if (!_directories.ContainsKey(directory))
        {
            _directories.Add(directory, TimeOf(directory));
        }
    }

    private void AddEntries(string directory, SortedDictionary<string, string> entries, Func<string, bool> isWanted)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(directory))
        {
            string name = Path.GetFileName(path);
            if (!name.StartsWith('.') && isWanted(path))
            {
                entries[name] = Resolve(path);
            }
        }
    }
}
