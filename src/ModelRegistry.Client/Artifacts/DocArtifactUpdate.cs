using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What is to change in an artifact of type <c>doc-artifact</c>. What is left out stays as it is.</summary>
public sealed record DocArtifactUpdate : ArtifactUpdate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.DocArtifact;

    /// <summary>Gets where the document is.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Uri { get; init; }

    /// <summary>Gets the state. Left out, the state stays as it is: the request then says <c>null</c>, since the server resets a state that it does not find.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<ArtifactState>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Optional<ArtifactState?> State { get; init; }
}
