using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What is to change in an artifact of type <c>model-artifact</c>. What is left out stays as it is.</summary>
public sealed record ModelArtifactUpdate : ArtifactUpdate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.ModelArtifact;

    /// <summary>Gets where the artifact is, for example <c>s3://bucket/path/</c>.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Uri { get; init; }

    /// <summary>Gets the format, for example <c>safetensors</c>.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> ModelFormatName { get; init; }

    /// <summary>Gets the version of the format.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> ModelFormatVersion { get; init; }

    /// <summary>Gets the name of the storage secret or data connection.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> StorageKey { get; init; }

    /// <summary>Gets the path within the storage named by <c>storageKey</c>.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> StoragePath { get; init; }

    /// <summary>Gets the service account that holds the storage secret.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> ServiceAccountName { get; init; }

    /// <summary>Gets the kind of source, for example <c>catalog</c>.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> ModelSourceKind { get; init; }

    /// <summary>Gets the source within its kind, for example a catalog's id.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> ModelSourceClass { get; init; }

    /// <summary>Gets the group within the source, for example a namespace.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> ModelSourceGroup { get; init; }

    /// <summary>Gets the id within the group, for example a pipeline run.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> ModelSourceId { get; init; }

    /// <summary>Gets a readable name of the source.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> ModelSourceName { get; init; }

    /// <summary>Gets the state. Left out, the state stays as it is: the request then says <c>null</c>, since the server resets a state that it does not find.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<ArtifactState>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Optional<ArtifactState?> State { get; init; }
}
