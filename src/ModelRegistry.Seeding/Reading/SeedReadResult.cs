namespace ModelRegistry.Seeding;

/// <summary>What came of reading seed files: a seed, or the errors that have to be mended first.</summary>
/// <param name="Seed">The seed; <see langword="null"/> when there are errors.</param>
/// <param name="Errors">All errors, in the order of the files read, then of their lines and columns; empty when there is a seed.</param>
public sealed record SeedReadResult(Seed? Seed, IReadOnlyList<SeedError> Errors)
{
    /// <summary>Gets what the author of the seed should know of, in the same order. Warnings keep no seed from being applied.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<SeedWarning> Warnings { get; init; } = [];
}
