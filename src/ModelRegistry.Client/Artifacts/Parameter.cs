using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>A parameter that a version or a run was made with.</summary>
public sealed record Parameter : Artifact
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override ArtifactType ArtifactType => ArtifactType.Parameter;

    /// <summary>Gets the value, as text.</summary>
    public string? Value { get; init; }

    /// <summary>Gets how the text is to be read; the server sets no default.</summary>
    public ParameterType? ParameterType { get; init; }

    /// <summary>Gets the state.</summary>
    public ArtifactState? State { get; init; }

    private protected override (string? Name, string? State) Summary => (Name, State?.Value);
}
