namespace ModelRegistry.Client;

/// <summary>An experiment: the parent of its runs.</summary>
public sealed record Experiment : RegistryResource
{
    /// <summary>Gets the name, unique in the registry.</summary>
    public required string Name { get; init; }

    /// <summary>Gets who is responsible for the experiment.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets whether the experiment is in use; the server makes it <c>LIVE</c> when it is not given.</summary>
    public ExperimentState? State { get; init; }

    private protected override (string? Name, string? State) Summary => (Name, State?.Value);
}
