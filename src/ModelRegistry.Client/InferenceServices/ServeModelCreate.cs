namespace ModelRegistry.Client;

/// <summary>What a new serving action is made of (<c>createInferenceServiceServe</c>).</summary>
public sealed record ServeModelCreate : ResourceCreate
{
    /// <summary>Gets the name, unique below its inference service; a UUID when not given.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the id of the version that is served.</summary>
    public required string ModelVersionId { get; init; }

    /// <summary>Gets what became of the action; the server makes it <c>UNKNOWN</c> when it is not given.</summary>
    public ExecutionState? LastKnownState { get; init; }

    internal override string? NameOrNull => Name;
}
