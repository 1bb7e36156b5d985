namespace ModelRegistry.Seeding;

/// <summary>All warnings about seed files, by code.</summary>
public static class SeedWarningCodes
{
    internal const string DoubleDollar = "SEED100";
    internal const string Struct = "SEED101";
    internal const string TooManyWarnings = "SEED109";

    /// <summary>Gets all warnings, in the order of their codes.</summary>
    public static IReadOnlyList<SeedErrorCode> All { get; } =
    [
        new(
            DoubleDollar,
            "Two dollar signs",
            "A value has '$$' that is not part of '$${'. Until version 0.1 that stood for one dollar sign; now each dollar sign stands for "
                + "itself, and only '$${' is an escape. Write one '$' where one is meant. Goes with the next release."),
        new(Struct, "Struct in the wire form", "A custom property is a MetadataStructValue. While an entity has one, the server refuses "
            + "every update of it that does not send all custom properties along, and the dashboard can neither edit nor archive it. Write "
                + "the mapping itself: it is kept as JSON text, which locks nothing."),
        new(TooManyWarnings, "Too many warnings", "There are more than 1,000 warnings; further ones are not reported."),
    ];
}
