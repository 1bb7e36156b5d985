namespace ModelRegistry.Client;

/// <summary>A deployment of a model in a serving environment.</summary>
public sealed record InferenceService : RegistryResource
{
    /// <summary>Gets the name, unique below its environment.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the id of the model to serve. The server does not check that it exists.</summary>
    public required string RegisteredModelId { get; init; }

    /// <summary>Gets the id of the environment that the service belongs to.</summary>
    public required string ServingEnvironmentId { get; init; }

    /// <summary>Gets the id of the version to serve; without one the newest version is served, an archived one too.</summary>
    public string? ModelVersionId { get; init; }

    /// <summary>Gets the model runtime.</summary>
    public string? Runtime { get; init; }

    /// <summary>Gets what the service is meant to be; the server makes it <c>DEPLOYED</c> when it is not given.</summary>
    public InferenceServiceState? DesiredState { get; init; }

    private protected override (string? Name, string? State) Summary => (Name, DesiredState?.Value);
}
