namespace ModelRegistry.Seeding;

/// <summary>Models that a registry must hold, as read from seed files and found valid.</summary>
public sealed record Seed
{
    /// <summary>Gets the name of the set that owns the models.</summary>
    /// <value><see langword="null"/> when the files name none: then nothing is marked as owned, and nothing can be pruned.</value>
    public string? Set { get; init; }

    /// <summary>Gets where the set comes from.</summary>
    /// <value><see langword="null"/> when the files do not say: then no source is compared.</value>
    public string? Source { get; init; }

    /// <summary>Gets how much pruning may archive in one run: the largest number that the files name.</summary>
    /// <value><see langword="null"/> when they name none.</value>
    public int? PruneLimit { get; init; }

    /// <summary>Gets how many files the seed was read from; 0 for one that was made in code.</summary>
    public int FileCount { get; init; }

    /// <summary>
    /// Gets the SHA-256 of the files' bytes, one file after the other in the order in which they were read, in small hexadecimal digits: of
    /// a single file what <c>sha256sum</c> prints. Values that are put in for <c>${…}</c> don't count.
    /// </summary>
    /// <value><see langword="null"/> for a seed that was made in code.</value>
    public string? Digest { get; init; }

    /// <summary>Gets the models, in the order in which they are written.</summary>
    public required IReadOnlyList<SeedModel> Models { get; init; }

    /// <summary>
    /// Gets the policies that the models were checked against, those of the seed files and of the policy file alike. All of them applied.
    /// </summary>
    public IReadOnlyList<SeedPolicy> Policies { get; init; } = [];

    /// <summary>Gets the mask that hides secret values in whatever is shown to people or written to logs.</summary>
    public SecretMask Secrets { get; init; } = SecretMask.None;
}
