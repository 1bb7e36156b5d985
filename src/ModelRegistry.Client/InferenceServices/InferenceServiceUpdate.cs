using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>What is to change in an inference service (<c>updateInferenceService</c>). What is left out stays as it is.</summary>
public sealed record InferenceServiceUpdate : ResourceUpdate
{
    /// <summary>Gets the id of the version to serve; without one the newest version is served, an archived one too.</summary>
    public string? ModelVersionId { get; init; }

    /// <summary>Gets the model runtime.</summary>
    public string? Runtime { get; init; }

    /// <summary>
    /// Gets what the service is meant to be. When it is <see langword="null"/> the state stays as it is: the request then says
    /// <c>null</c>, since the server resets a state that it does not find.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public InferenceServiceState? DesiredState { get; init; }
}
