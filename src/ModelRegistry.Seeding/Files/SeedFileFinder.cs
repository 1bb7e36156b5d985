namespace ModelRegistry.Seeding.Files;

/// <summary>Finds the files that paths, directories and globs lead to, each of them once and in the same order on every machine.</summary>
internal sealed class SeedFileFinder(SeedErrorList errors)
{
    public const string StandardInput = "-";
    public const string StandardInputName = "<stdin>";
    public const int MaximumFiles = 10_000;

    private const int MaximumDepth = 32;
    private const string NoPath = "(paths)";

    private readonly List<string> _files = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private bool _foundOthers;

    /// <summary>Finds the files.</summary>
    /// <returns>Their paths, as given or below a directory as given.</returns>
    public IReadOnlyList<string> Find(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            errors.Add(new SeedLocation(NoPath, 1, 1), SeedErrorCodes.NothingToRead, "no path was given: name seed files, directories, or - for standard input");
        }

        foreach (string path in paths)
        {
            int before = _files.Count;
            if (string.IsNullOrEmpty(path) || path.Contains('\0', StringComparison.Ordinal))
            {
                errors.Add(new SeedLocation(NoPath, 1, 1), SeedErrorCodes.NotFound, "a path is empty or has a NUL inside");
            }
            else if (string.Equals(path, StandardInput, StringComparison.Ordinal) || File.Exists(path))
            {
                Add(path);
            }
            else if (Directory.Exists(path))
            {
                AddDirectory(path, IsSeedFile);
                RequireSome(before, path, "the directory holds no *.yaml, *.yml or *.json file");
            }
            else if (path.AsSpan().ContainsAny('*', '?'))
            {
                AddGlob(path);
                RequireSome(before, path, "no file matches the pattern");
            }
            else
            {
                errors.Add(Start(path), SeedErrorCodes.NotFound, "there is no such file or directory");
            }
        }

        if (_files.Count > MaximumFiles)
        {
            errors.Add(Start(_files[MaximumFiles]), SeedErrorCodes.TooLarge, $"there are {_files.Count} files, more than {MaximumFiles}: split the seed");
            _files.RemoveRange(MaximumFiles, _files.Count - MaximumFiles);
        }

        return _files;
    }

    // Windows has two separators; one of them makes places and orders the same everywhere.
    private static string WithSlashes(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    private static SeedLocation Start(string path) => new(path, 1, 1);

    private static bool IsSeedFile(string path) =>
        Path.GetExtension(path.AsSpan()) is var extension
        && (extension.Equals(".yaml", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".yml", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".json", StringComparison.OrdinalIgnoreCase));

    private void RequireSome(int before, string path, string otherwise)
    {
        // Files that an earlier path led to are not listed again, and what is no file is reported, yet they are there.
        if (_files.Count == before && !_foundOthers)
        {
            errors.Add(Start(path), SeedErrorCodes.NothingToRead, otherwise);
        }

        _foundOthers = false;
    }

    private void Add(string path)
    {
        bool isStandardInput = string.Equals(path, StandardInput, StringComparison.Ordinal);
        if (_known.Add(isStandardInput ? path : Path.GetFullPath(path)))
        {
            _files.Add(path);
            errors.Mention(isStandardInput ? StandardInputName : path);
        }
        else
        {
            _foundOthers = true;
        }
    }

    private void AddGlob(string given)
    {
        string pattern = WithSlashes(given);
        int wildcard = pattern.AsSpan().IndexOfAny('*', '?');
        int separator = pattern.LastIndexOf('/', wildcard);
        string root = pattern[..(separator + 1)];
        var glob = new Glob(pattern.AsSpan(separator + 1), questionMarkIsWildcard: true);
        if (root.Length > 0 && !Directory.Exists(root))
        {
            return;
        }

        // A pattern that ends in a wildcard leaves the extension open: then only seed files are meant.
        bool anyExtension = !pattern.EndsWith('*');
        AddDirectory(
            root.Length == 0 ? "." : root,
            file => (anyExtension || IsSeedFile(file)) && glob.IsMatch(Relative(file)));

        ReadOnlySpan<char> Relative(string file) => root.Length == 0 ? file.AsSpan(2) : file.AsSpan(root.Length);
    }

    private void AddDirectory(string directory, Func<string, bool> isWanted)
    {
        var found = new List<string>();
        Walk(directory, isWanted, found, new HashSet<string>(StringComparer.Ordinal), depth: 0);
        found.Sort(StringComparer.Ordinal);
        foreach (string file in found)
        {
            string path = file.StartsWith("./", StringComparison.Ordinal) && !directory.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;
            if (!_known.Contains(Path.GetFullPath(path)) && SpecialFile.KindOf(path) is { } kind)
            {
                // Reading it may last for ever, and nobody has asked for this one.
                errors.Add(Start(path), SeedErrorCodes.Unreadable, $"this is {kind} and not a file: take it away, or name it itself when it is to be read");
                _foundOthers = true;
            }
            else
            {
                Add(path);
            }
        }
    }

    /// <summary>
    /// Skips hidden entries, so that a mounted ConfigMap or Secret is seen through its keys alone and not again through <c>..data</c> and
    /// the directory behind it; links to directories are followed, since the keys of a projected volume may be just that.
    /// </summary>
    private void Walk(string directory, Func<string, bool> isWanted, List<string> found, HashSet<string> visited, int depth)
    {
        try
        {
            var info = new DirectoryInfo(directory);
            string identity = info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? info.FullName;
            if (depth > MaximumDepth || found.Count > MaximumFiles || !visited.Add(Path.TrimEndingDirectorySeparator(identity)))
            {
                return;
            }

            foreach (string entry in Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal))
            {
                if (Path.GetFileName(entry.AsSpan()).StartsWith("."))
                {
                    continue;
                }

                if (Directory.Exists(entry))
                {
                    Walk(entry, isWanted, found, visited, depth + 1);
                }
                else if (isWanted(WithSlashes(entry)))
                {
                    found.Add(WithSlashes(entry));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(Start(directory), SeedErrorCodes.Unreadable, $"the directory cannot be read: {exception.Message}");
        }
    }
}
