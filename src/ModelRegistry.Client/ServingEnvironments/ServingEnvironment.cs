namespace ModelRegistry.Client;

/// <summary>A place where models are served: the parent of its inference services.</summary>
public sealed record ServingEnvironment : RegistryResource
{
    /// <summary>Gets the name, unique in the registry.</summary>
    public required string Name { get; init; }

    private protected override (string? Name, string? State) Summary => (Name, null);
}
