using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>A data set that a version or a run was made with.</summary>
public sealed record DataSet : Artifact
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override ArtifactType ArtifactType => ArtifactType.DataSet;

    /// <summary>Gets where the data set is.</summary>
    public string? Uri { get; init; }

    /// <summary>Gets a checksum of the content.</summary>
    public string? Digest { get; init; }

    /// <summary>Gets the kind of source.</summary>
    public string? SourceType { get; init; }

    /// <summary>Gets where the data came from.</summary>
    public string? Source { get; init; }

    /// <summary>Gets the schema, as text.</summary>
    public string? Schema { get; init; }

    /// <summary>Gets a profile of the data, as text.</summary>
    public string? Profile { get; init; }

    /// <summary>Gets the state.</summary>
    public ArtifactState? State { get; init; }

    private protected override (string? Name, string? State) Summary => (Name, State?.Value);
}
