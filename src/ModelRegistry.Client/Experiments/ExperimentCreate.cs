namespace ModelRegistry.Client;

/// <summary>What a new experiment is made of (<c>createExperiment</c>).</summary>
public sealed record ExperimentCreate : ResourceCreate
{
    /// <summary>Gets the name, unique in the registry and fixed once created.</summary>
    public required string Name { get; init; }

    /// <summary>Gets who is responsible for the experiment.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets whether the experiment is in use; the server makes it <c>LIVE</c> when it is not given.</summary>
    public ExperimentState? State { get; init; }

    internal override string? NameOrNull => Name;
}
