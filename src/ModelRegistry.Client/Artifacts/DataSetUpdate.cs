using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What is to change in an artifact of type <c>dataset-artifact</c>. What is left out stays as it is.</summary>
public sealed record DataSetUpdate : ArtifactUpdate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.DataSet;

    /// <summary>Gets where the data set is.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Uri { get; init; }

    /// <summary>Gets a checksum of the content.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Digest { get; init; }

    /// <summary>Gets the kind of source.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> SourceType { get; init; }

    /// <summary>Gets where the data came from.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Source { get; init; }

    /// <summary>Gets the schema, as text.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Schema { get; init; }

    /// <summary>Gets a profile of the data, as text.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Profile { get; init; }

    /// <summary>Gets the state. Left out, the state stays as it is: the request then says <c>null</c>, since the server resets a state that it does not find.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<ArtifactState>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Optional<ArtifactState?> State { get; init; }
}
