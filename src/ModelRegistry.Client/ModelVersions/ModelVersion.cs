namespace ModelRegistry.Client;

/// <summary>A version of a registered model: the parent of its artifacts.</summary>
public sealed record ModelVersion : RegistryResource
{
    /// <summary>Gets the name, unique below its model.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the id of the model that the version belongs to.</summary>
    public required string RegisteredModelId { get; init; }

    /// <summary>Gets who made the version.</summary>
    public string? Author { get; init; }

    /// <summary>Gets whether the version is in use; the server makes it <c>LIVE</c> when it is not given.</summary>
    public ModelVersionState? State { get; init; }

    private protected override (string? Name, string? State) Summary => (Name, State?.Value);
}
