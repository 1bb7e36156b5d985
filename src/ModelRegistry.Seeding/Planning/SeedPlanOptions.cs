namespace ModelRegistry.Seeding;

/// <summary>How a registry is to be read for a plan.</summary>
public sealed record SeedPlanOptions
{
    /// <summary>Gets how many requests may be under way at once.</summary>
    /// <value>The default is 16: more makes the real server slower, not faster.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int Concurrency
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one request must be allowed at a time.");
    } = 16;

    /// <summary>
    /// Gets the name of the set that the models belong to. It is written to them and their versions as the custom property
    /// <see cref="SeedSet.PropertyName"/>, so that a later run can tell what the set owns.
    /// </summary>
    /// <value>The default is <see langword="null"/>: no set, and nothing is marked.</value>
    public string? Set { get; init; }

    /// <summary>Gets a value indicating whether models and versions that the set owns and no longer declares are to be archived.</summary>
    /// <value>The default is <see langword="false"/>. It needs a <see cref="Set"/>.</value>
    public bool Prune { get; init; }

    /// <summary>Gets how much may be archived in one run; more is refused as a whole.</summary>
    /// <value>The default is 3, or 30 % of what is live, whichever is more.</value>
    public PruneLimit PruneLimit { get; init; }

    /// <summary>
    /// Gets a value indicating whether what an inference service with the desired state <c>DEPLOYED</c> holds is archived all the same.
    /// </summary>
    /// <value>The default is <see langword="false"/>: it is refused, and the rest is archived.</value>
    public bool ArchiveDeployed { get; init; }

    /// <summary>
    /// Gets where the seed comes from, for example the address of a repository. It is written beside the set as the custom property
    /// <see cref="SeedSet.SourcePropertyName"/>; what the same set owns from another source is refused, since two seeds of one name would
    /// archive each other's models.
    /// </summary>
    /// <value>The default is <see langword="null"/>: nothing is written, and no source is compared.</value>
    public string? Source { get; init; }

    /// <summary>Gets a value indicating whether the URI of an artifact of a live version may be changed in its place.</summary>
    /// <value>The default is <see langword="false"/>: it is refused, since what was vetted is the version with that URI.</value>
    public bool AllowUriChange { get; init; }

    /// <summary>Gets a value indicating whether models and versions that another set owns become this set's; otherwise the plan refuses them.</summary>
    /// <value>The default is <see langword="false"/>: two sets that declare the same would take it from each other in turns.</value>
    public bool TakeOver { get; init; }
}
