namespace ModelRegistry.Client;

/// <summary>What a new serving environment is made of (<c>createServingEnvironment</c>).</summary>
public sealed record ServingEnvironmentCreate : ResourceCreate
{
    /// <summary>Gets the name, unique in the registry and fixed once created.</summary>
    public required string Name { get; init; }

    internal override string? NameOrNull => Name;
}
