namespace ModelRegistry.Client;

/// <summary>How a plan is to be applied.</summary>
public sealed record RegistrationOptions
{
    /// <summary>Gets what is told of each entity as soon as it has been dealt with. It is called in order, on the thread that applies.</summary>
    /// <value>The default is <see langword="null"/>: nobody.</value>
    public Action<EntityResult>? OnEntity { get; init; }

    /// <summary>
    /// Gets a token that stops the work between two writes: what is under way is finished, nothing new is begun, and the call ends in an
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <value>The default never stops.</value>
    public CancellationToken Stop { get; init; }
}
