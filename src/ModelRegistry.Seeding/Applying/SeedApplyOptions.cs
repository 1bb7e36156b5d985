using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>How a plan is to be applied.</summary>
public sealed record SeedApplyOptions
{
    /// <summary>
    /// Gets how many models may be worked on at once; the writes of one model follow each other. After a failure of the registry it is
    /// half as many, down to one, and one more again after as many models have come through.
    /// </summary>
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

    /// <summary>Gets how long what is under way may take once <see cref="Stop"/> has asked for the end; what then has no answer is cut off.</summary>
    /// <value>The default is 15 seconds, half of the time that Kubernetes gives.</value>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets what is asked when the registry can't be reached, answers with a failure of its own, or refuses the caller, by several models at
    /// the same time: it waits as long as it likes and says whether to try again. When it says no, no further model is begun.
    /// </summary>
    /// <value>The default is <see langword="null"/>: nobody waits, and the model counts as failed. After a refusal of the caller no other is begun.</value>
    public Func<ModelRegistryException, CancellationToken, Task<bool>>? WaitForRegistry { get; init; }

    /// <summary>Gets what is told of each entity as soon as it has been dealt with; never two at a time.</summary>
    /// <value>The default is <see langword="null"/>: nobody.</value>
    public Action<SeedEntityResult>? OnEntity { get; init; }

    /// <summary>Gets what is told how far the work is, after each model; never two at a time.</summary>
    /// <value>The default is <see langword="null"/>: nobody.</value>
    public Action<SeedProgress>? OnProgress { get; init; }
}
