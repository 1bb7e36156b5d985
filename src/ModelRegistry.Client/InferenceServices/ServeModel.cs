namespace ModelRegistry.Client;

/// <summary>The action of serving a version in an inference service. It can be created and listed, not changed.</summary>
public sealed record ServeModel : RegistryResource
{
    /// <summary>Gets the name, unique below its inference service; a UUID when not given.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the id of the version that is served.</summary>
    public required string ModelVersionId { get; init; }

    /// <summary>Gets what became of the action; the server makes it <c>UNKNOWN</c> when it is not given.</summary>
    public ExecutionState? LastKnownState { get; init; }

    private protected override (string? Name, string? State) Summary => (Name, LastKnownState?.Value);
}
