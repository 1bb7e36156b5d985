using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What is to change in an artifact of type <c>parameter</c>. What is left out stays as it is.</summary>
public sealed record ParameterUpdate : ArtifactUpdate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.Parameter;

    /// <summary>Gets the value, as text.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Value { get; init; }

    /// <summary>Gets how the text is to be read; the server sets no default.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<ParameterType>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<ParameterType?> ParameterType { get; init; }

    /// <summary>Gets the state. Left out, the state stays as it is: the request then says <c>null</c>, since the server resets a state that it does not find.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<ArtifactState>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Optional<ArtifactState?> State { get; init; }
}
