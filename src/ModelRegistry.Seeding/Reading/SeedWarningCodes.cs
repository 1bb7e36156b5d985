namespace ModelRegistry.Seeding;

/// <summary>All warnings about seed files, by code.</summary>
public static class SeedWarningCodes
{
    internal const string DoubleDollar = "SEED100";
    internal const string TooManyWarnings = "SEED109";

    /// <summary>Gets all warnings, in the order of their codes.</summary>
    public static IReadOnlyList<SeedErrorCode> All { get; } =
    [
        new(DoubleDollar, "Two dollar signs", "A value has '$$' that is not part of '$${'. Until version 0.1 that stood for one dollar sign; now each dollar sign stands for itself, and only '$${' is an escape. Write one '$' where one is meant. Goes with the next release."),
        new(TooManyWarnings, "Too many warnings", "There are more than 1,000 warnings; further ones are not reported."),
    ];
}
