using ModelRegistry.Seeding;
using SeedJob.Output;

namespace SeedJob.Coverage;

/// <summary>The names of verdicts, in results and in <c>--fail-on</c>.</summary>
internal static class Verdicts
{
    /// <summary>Not a verdict on a deployment, but on a version: nobody runs it.</summary>
    public const string NotDeployed = "not-deployed";

    private const string None = "none";

    /// <summary>Gets the verdicts, the worst first.</summary>
    public static IReadOnlyList<CoverageVerdict> All { get; } =
    [
        CoverageVerdict.PublicHub,
        CoverageVerdict.NotRegistered,
        CoverageVerdict.Mismatch,
        CoverageVerdict.UnknownId,
        CoverageVerdict.OtherRegistry,
        CoverageVerdict.Archived,
        CoverageVerdict.NotAllowed,
        CoverageVerdict.Vetted,
    ];

    public static IReadOnlyList<string> DefaultFailOn { get; } = [.. All.Select(Name).Where(name => name != "vetted")];

    public static string FailOnExpected { get; } =
        $"give some of {string.Join(", ", All.Select(Name))} and {NotDeployed}, separated by commas, or {None}";

    public static string Name(CoverageVerdict verdict) => verdict switch
    {
        CoverageVerdict.PublicHub => "public-hub",
        CoverageVerdict.NotRegistered => "not-registered",
        CoverageVerdict.Mismatch => "mismatch",
        CoverageVerdict.UnknownId => "unknown-id",
        CoverageVerdict.OtherRegistry => "other-registry",
        CoverageVerdict.Archived => "archived",
        CoverageVerdict.NotAllowed => "not-allowed",
        CoverageVerdict.Vetted => "vetted",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    public static int ColorOf(CoverageVerdict verdict) => verdict switch
    {
        CoverageVerdict.Vetted => Color.Green,
        CoverageVerdict.NotAllowed or CoverageVerdict.Archived or CoverageVerdict.OtherRegistry => Color.Yellow,
        _ => Color.Red,
    };

    public static bool TryParseFailOn(string text, out IReadOnlyList<string> names)
    {
        string[] given = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        names = given is [None] ? [] : given;
        return given.Length > 0 && names.All(name => name == NotDeployed || All.Any(verdict => Name(verdict) == name));
    }
}
