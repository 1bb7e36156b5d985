namespace ModelRegistry.Client;

/// <summary>How a plan is to be applied.</summary>
public sealed record RegistrationOptions
{
    /// <summary>
    /// Gets the callback to which each entity is reported as soon as it has been dealt with. It is called in order, on the thread that
    /// applies.
    /// </summary>
    /// <value>The default is <see langword="null"/>: nobody.</value>
    public Action<EntityResult>? OnEntity { get; init; }

    /// <summary>
    /// Gets a token that stops the work between two writes: what is under way is finished, nothing new is begun, and the result says what
    /// was not reached. To cancel the call as well cuts off what is under way then, and still ends in that result.
    /// </summary>
    /// <value>The default never stops.</value>
    public CancellationToken Stop { get; init; }

    /// <summary>
    /// Gets what is asked when the registry can't be reached, responds with a failure of its own, refuses the caller, or twice does not
    /// find what it has just responded: it waits as long as it likes and says whether to try again. What has been written until then is
    /// looked up, so that nothing is made twice. Each write is tried again a few times only.
    /// </summary>
    /// <value>The default is <see langword="null"/>: nobody waits, and the failure is the result.</value>
    public Func<ModelRegistryException, CancellationToken, Task<bool>>? WaitForRegistry { get; init; }

    /// <summary>
    /// Gets what is asked about the entities of every plan before anything of it is written: of the given one, and of each that is made on
    /// the way because another writer was faster or a response was lost. As the judge of <see cref="RegisteredModelPlan.Refuse"/> it says
    /// why an entity can't be made so; then nothing more is written and the call ends in a <see cref="RegistrationRefusedException"/>.
    /// An entity that is there already is read and asked about again right before it, or something below it, is written: one more request
    /// for each such entity. It must be pure, since it may be asked about the same entity more than once.
    /// </summary>
    /// <value>The default is <see langword="null"/>: nothing is asked.</value>
    public Func<EntityPlan, EntityPlan?, RegistrationRefusal?>? Review { get; init; }

    /// <summary>
    /// Gets the callback to which each failed request is reported, and which is waited for before the work goes on, if it does: for callers
    /// that want to ask less of a registry that can't keep up.
    /// </summary>
    /// <value>The default is <see langword="null"/>: nobody.</value>
    public Func<ModelRegistryException, CancellationToken, Task>? OnFailure { get; init; }
}
