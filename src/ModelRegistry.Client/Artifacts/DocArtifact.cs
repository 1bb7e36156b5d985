using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>A document that goes with a version or a run.</summary>
public sealed record DocArtifact : Artifact
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override ArtifactType ArtifactType => ArtifactType.DocArtifact;

    /// <summary>Gets where the document is.</summary>
    public string? Uri { get; init; }

    /// <summary>Gets the state.</summary>
    public ArtifactState? State { get; init; }

    private protected override (string? Name, string? State) Summary => (Name, State?.Value);
}
