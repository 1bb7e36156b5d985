namespace ModelRegistry.Seeding.Files;

/// <summary>Finds the files that paths, directories and globs lead to, each of them once and in the same order on every machine.</summary>
internal sealed class SeedFileFinder(PinnedLinks links, SeedErrorList errors)
{
    public const string StandardInput = "-";
    public const string StandardInputName = "<stdin>";
    public const int MaximumFiles = 10_000;

    private const int MaximumDepth = 32;
    private const string NoPath = "(paths)";

    private readonly List<SeedFile> _files = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private bool _foundOthers;

    /// <summary>Finds the files.</summary>
    /// <returns>The files, with paths as given or below a directory as given.</returns>
    public IReadOnlyList<SeedFile> Find(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            errors.Add(
                SeedLocation.OfFile(NoPath),
                SeedErrorCodes.NothingToRead,
                "no path was given: name seed files, directories, or - for standard input");
        }

        foreach (string path in paths)
        {
            int before = _files.Count;
            if (string.IsNullOrEmpty(path) || path.Contains('\0', StringComparison.Ordinal))
            {
                errors.Add(SeedLocation.OfFile(NoPath), SeedErrorCodes.NotFound, "a path is empty or has a NUL inside");
            }
            else if (string.Equals(path, StandardInput, StringComparison.Ordinal))
            {
                Add(new SeedFile(path, path));
            }
            else if (links.Resolve(path) is var real && File.Exists(real))
            {
                Add(new SeedFile(path, links.ResolveFile(path)));
            }
            else if (Directory.Exists(real))
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
                errors.Add(SeedLocation.OfFile(path), SeedErrorCodes.NotFound, "there is no such file or directory");
            }
        }

        if (_files.Count > MaximumFiles)
        {
            errors.Add(
                SeedLocation.OfFile(_files[MaximumFiles].Path),
                SeedErrorCodes.TooLarge,
                $"there are {_files.Count} files, more than {MaximumFiles}: split the seed");
            _files.RemoveRange(MaximumFiles, _files.Count - MaximumFiles);
        }

        return _files;
    }

    // Windows has two separators; one of them makes places and orders the same everywhere.
    private static string WithSlashes(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    private static string KeyOf(SeedFile file) => file.IsStandardInput ? file.Path : Path.GetFullPath(file.Path);

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
            errors.Add(SeedLocation.OfFile(path), SeedErrorCodes.NothingToRead, otherwise);
        }

        _foundOthers = false;
    }

    private void Add(SeedFile file)
    {
        if (_known.Add(KeyOf(file)))
        {
            _files.Add(file);
            errors.Mention(file.Name);
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
        var found = new List<SeedFile>();
        Walk(new SeedFile(directory, links.Resolve(directory)), isWanted, found, new HashSet<string>(StringComparer.Ordinal), depth: 0);
        foreach (SeedFile entry in found.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            bool isBelowHere = entry.Path.StartsWith("./", StringComparison.Ordinal) && !directory.StartsWith(
                "./", StringComparison.Ordinal);
            SeedFile file = isBelowHere ? entry with { Path = entry.Path[2..] } : entry;
            if (!_known.Contains(KeyOf(file)) && SpecialFile.KindOf(file.RealPath) is { } kind)
            {
                // Reading it may last for ever, and nobody has asked for this one.
                errors.Add(
                    SeedLocation.OfFile(file.Path),
                    SeedErrorCodes.Unreadable,
                    $"this is {kind} and not a file: take it away, or name it itself when it is to be read");
                _foundOthers = true;
            }
            else
            {
                Add(file);
            }
        }
    }

    /// <summary>
    /// Skips hidden entries, so that a mounted ConfigMap or Secret is seen through its keys alone and not again through <c>..data</c> and
    /// the directory behind it; links to directories are followed, since the keys of a projected volume may be just that.
    /// </summary>
    private void Walk(SeedFile directory, Func<string, bool> isWanted, List<SeedFile> found, HashSet<string> visited, int depth)
    {
        if (depth > MaximumDepth || found.Count > MaximumFiles || !visited.Add(directory.RealPath))
        {
            return;
        }

        try
        {
            foreach ((string name, string real) in links.EntriesOf(directory.RealPath))
            {
                var entry = new SeedFile(WithSlashes(Path.Combine(directory.Path, name)), real);
                if (Directory.Exists(real))
                {
                    Walk(entry, isWanted, found, visited, depth + 1);
                }
                else if (isWanted(entry.Path))
                {
                    found.Add(entry);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(
                SeedLocation.OfFile(directory.Path),
                SeedErrorCodes.Unreadable,
                $"the directory cannot be read: {FileProblem.ReasonOf(exception)}");
        }
    }
}
