using System.Globalization;

namespace ModelRegistry.Seeding;

/// <summary>Collects errors, hides secrets in them and sorts them by place.</summary>
internal sealed class SeedErrorList
{
    /// <summary>Beyond this many, nobody reads on, while a hostile file could fill the memory.</summary>
    public const int Limit = 10_000;

    private readonly List<SeedError> _errors = [];
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

    public IReadOnlyList<SeedError> Sorted(SecretMask secrets) =>
        [.. _errors
            .Distinct()
            .OrderBy(error => string.Equals(error.Code, SeedErrorCodes.TooManyErrors, StringComparison.Ordinal))
            .ThenBy(error => _fileOrder[error.Location.File])
            .ThenBy(error => error.Location.Line)
            .ThenBy(error => error.Location.Column)
            .ThenBy(error => error.Code, StringComparer.Ordinal)
            .ThenBy(error => error.Message, StringComparer.Ordinal)
            .Select(error => error with { Message = Printable.OneLine(secrets.Hide(error.Message)) })];
}
