using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>What a new inference service is made of (<c>createInferenceService</c>, <c>createEnvironmentInferenceService</c>).</summary>
public sealed record InferenceServiceCreate : ResourceCreate
{
    /// <summary>Gets the name, unique below its environment and fixed once created; a UUID when not given.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the id of the model to serve. The server does not check that it exists.</summary>
    public required string RegisteredModelId { get; init; }

    /// <summary>Gets the id of the version to serve; without one the newest version is served, an archived one too.</summary>
    public string? ModelVersionId { get; init; }

    /// <summary>Gets the model runtime.</summary>
    public string? Runtime { get; init; }

    /// <summary>Gets what the service is meant to be; the server makes it <c>DEPLOYED</c> when it is not given.</summary>
    public InferenceServiceState? DesiredState { get; init; }

    /// <summary>Gets the parent: the server wants it in the body, also where the path names it.</summary>
    [JsonInclude]
    internal string? ServingEnvironmentId { get; init; }

    internal override string? NameOrNull => Name;
}
