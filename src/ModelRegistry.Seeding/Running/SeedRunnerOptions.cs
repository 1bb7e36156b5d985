using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>What a <see cref="SeedRunner"/> compares and writes, and how.</summary>
/// <remarks>A runner takes a copy when it is made: what is set later has no effect on it.</remarks>
public sealed record SeedRunnerOptions
{
    /// <summary>
    /// Gets or sets how many requests may be under way at once, and how many models may be worked on; the writes of one model follow each
    /// other. After a failure of the registry it is half as many, down to one, and one more again after as many models have come through.
    /// </summary>
    /// <value>The default is 16: more makes the real server slower, not faster.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int Concurrency
    {
        get;
        set => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one request must be allowed at a time.");
    } = 16;

    /// <summary>Gets or sets a file whose policy applies beside those of the seed files that are read.</summary>
    /// <value>
    /// The default is <see langword="null"/>: none. Models that are read already, or described in code, are not compared with it.
    /// </value>
    public string? PolicyFile { get; set; }

    /// <summary>
    /// Gets or sets the name of the set that the models belong to, where the seed names none. It is written to them and their versions as
    /// the custom property <see cref="SeedSet.PropertyName"/>, so that a later run can tell what the set owns.
    /// </summary>
    /// <value>The default is <see langword="null"/>: no set, and nothing is marked.</value>
    public string? Set { get; set; }

    /// <summary>
    /// Gets or sets where the seed comes from, where it does not say so itself: for example the address of a repository. It is written
    /// beside the set as the custom property <see cref="SeedSet.SourcePropertyName"/>; what the same set owns from another source is
    /// refused, since two seeds of one name would archive each other's models.
    /// </summary>
    /// <value>The default is <see langword="null"/>: nothing is written, and no source is compared.</value>
    public string? Source { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether models and versions that the set owns and no longer declares are archived.
    /// </summary>
    /// <value>The default is <see langword="false"/>. It needs a <see cref="Set"/>.</value>
    public bool Prune { get; set; }

    /// <summary>Gets or sets how much may be archived in one run; more is refused as a whole.</summary>
    /// <value>The default is what the seed says, or else 3, or 30 % of what is live, whichever is more.</value>
    public PruneLimit PruneLimit { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether what an inference service with the desired state <c>DEPLOYED</c> holds is archived all the
    /// same.
    /// </summary>
    /// <value>The default is <see langword="false"/>: it is refused, and the rest is archived.</value>
    public bool ArchiveDeployed { get; set; }

    /// <summary>Gets or sets a value indicating whether the URI of an artifact of a live version may be changed in its place.</summary>
    /// <value>
    /// The default is <see langword="false"/>: it is refused, since what was vetted is the version with that URI, unless the seed's
    /// policies allow it.
    /// </value>
    public bool AllowUriChange { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether models and versions that another set owns become this set's; otherwise they are refused.
    /// </summary>
    /// <value>The default is <see langword="false"/>: two sets that declare the same would take it from each other in turns.</value>
    public bool TakeOver { get; set; }

    /// <summary>Gets or sets a value indicating whether nothing is written: the result says what would be.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DryRun { get; set; }

    /// <summary>Gets or sets a value indicating whether no further model is begun once one has failed.</summary>
    /// <value>The default is <see langword="false"/>: the others are still brought to what the seed says.</value>
    public bool FailFast { get; set; }

    /// <summary>
    /// Gets or sets how long the writes under way may take once the caller has cancelled. With a time, cancelling stops the work
    /// gracefully: those writes are finished, no further one is begun, and the result says what was not reached; what has no response in
    /// time is cut off.
    /// </summary>
    /// <value>
    /// The default is <see langword="null"/>: cancelling ends the call at once in an <see cref="OperationCanceledException"/>.
    /// </value>
    public TimeSpan? Grace { get; set; }

    /// <summary>
    /// Gets or sets what is asked when the registry can't be reached, responds with a failure of its own, or refuses the caller, by several
    /// models at the same time: it waits as long as it likes and says whether to try again. When it says no, no further model is begun.
    /// </summary>
    /// <value>
    /// The default is <see langword="null"/>: nobody waits, and the model counts as failed. After a refusal of the caller no other is
    /// begun.
    /// </value>
    public Func<ModelRegistryException, CancellationToken, Task<bool>>? WaitForRegistry { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether an application that seeds while it starts still starts when that fails: what failed is then
    /// in its log alone.
    /// </summary>
    /// <value>The default is <see langword="false"/>: it does not start. Only for <c>AddModelRegistrySeedingAtStartup</c>.</value>
    public bool StartAnyway { get; set; }
}
