namespace ModelRegistry.Seeding;

/// <summary>How a plan is to be applied.</summary>
public sealed record SeedApplyOptions
{
    /// <summary>Gets how many models may be worked on at once; the writes of one model follow each other.</summary>
    /// <value>The default is 16: more makes the real server slower, not faster.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int Concurrency
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one model must be worked on at a time.");
    } = 16;

    /// <summary>Gets a value indicating whether no further model is begun once one has failed.</summary>
    /// <value>The default is <see langword="false"/>: the others are still brought to what the seed says.</value>
    public bool FailFast { get; init; }

    /// <summary>Gets a token that stops the work: writes under way are finished, no further one is begun.</summary>
    /// <value>The default never stops.</value>
    public CancellationToken Stop { get; init; }

    /// <summary>Gets what is told of each entity as soon as it has been dealt with; never two at a time.</summary>
    /// <value>The default is <see langword="null"/>: nobody.</value>
    public Action<SeedEntityResult>? OnEntity { get; init; }

    /// <summary>Gets what is told how far the work is, after each model; never two at a time.</summary>
    /// <value>The default is <see langword="null"/>: nobody.</value>
    public Action<SeedProgress>? OnProgress { get; init; }
}
