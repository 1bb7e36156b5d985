using System.Globalization;

namespace ModelRegistry.Seeding;

/// <summary>Collects errors and warnings, hides secrets in them and sorts them by place.</summary>
internal sealed class SeedErrorList
{
    /// <summary>Beyond this many, nobody reads on, while a hostile file could fill the memory.</summary>
    public const int Limit = 10_000;

    /// <summary>A large seed can give the same warning for each of its models.</summary>
    public const int WarningLimit = 1_000;

    private readonly List<SeedError> _errors = [];
    private readonly HashSet<SeedWarning> _warnings = [];
    private readonly Dictionary<string, int> _fileOrder = new(StringComparer.Ordinal);

    public bool IsEmpty => _errors.Count == 0;

    /// <summary>Gives a file its rank: errors are sorted by the order in which files were first mentioned.</summary>
    public void Mention(string file) => _fileOrder.TryAdd(file, _fileOrder.Count);

    public void Add(SeedLocation location, string code, string message)
    {
        Mention(location.File);
        if (_errors.Count < Limit)
        {
            _errors.Add(new SeedError(location, code, message));
        }
        else if (_errors.Count == Limit)
        {
            _errors.Add(new SeedError(
                location,
                SeedErrorCodes.TooManyErrors,
                string.Create(CultureInfo.InvariantCulture, $"more than {Limit} errors: mend these first, then look at the rest")));
        }
    }

    public void Warn(SeedLocation location, string code, string message)
    {
        Mention(location.File);
        if (_warnings.Count < WarningLimit)
        {
            _warnings.Add(new SeedWarning(location, code, message));
        }
        else if (_warnings.Count == WarningLimit)
        {
            _warnings.Add(new SeedWarning(
                location,
                SeedWarningCodes.TooManyWarnings,
                string.Create(CultureInfo.InvariantCulture, $"more than {WarningLimit} warnings: look at these first, then at the rest")));
        }
    }

    public IReadOnlyList<SeedError> Sorted(SecretMask secrets) =>
        [.. InOrder(_errors, error => error.Location, error => error.Code, error => error.Message, SeedErrorCodes.TooManyErrors)
            .Select(error => error with { Message = Printable.OneLine(secrets.Hide(error.Message)) })];

    public IReadOnlyList<SeedWarning> SortedWarnings(SecretMask secrets) =>
        [.. InOrder(
            _warnings, warning => warning.Location, warning => warning.Code, warning => warning.Message, SeedWarningCodes.TooManyWarnings)
                .Select(warning => warning with { Message = Printable.OneLine(secrets.Hide(warning.Message)) })];

    private IEnumerable<T> InOrder<T>(
        IEnumerable<T> found, Func<T, SeedLocation> location, Func<T, string> code, Func<T, string> message, string last) =>
        found
            .Distinct()
            .OrderBy(one => string.Equals(code(one), last, StringComparison.Ordinal) ? 1 : 0)
            .ThenBy(one => _fileOrder[location(one).File])
            .ThenBy(one => location(one).Line)
            .ThenBy(one => location(one).Column)
            .ThenBy(code, StringComparer.Ordinal)
            .ThenBy(message, StringComparer.Ordinal);
}
