using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What is to change in an inference service (<c>updateInferenceService</c>). What is left out stays as it is.</summary>
public sealed record InferenceServiceUpdate : ResourceUpdate
{
    /// <summary>Gets the id of the version to serve; without one the newest version is served, an archived one too.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> ModelVersionId { get; init; }

    /// <summary>Gets the model runtime.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Runtime { get; init; }

    /// <summary>Gets what the service is meant to be. Left out, the state stays as it is: the request then says <c>null</c>, since the server resets a state that it does not find.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<InferenceServiceState>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Optional<InferenceServiceState?> DesiredState { get; init; }
}
