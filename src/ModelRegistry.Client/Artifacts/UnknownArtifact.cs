using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>An artifact of a kind that this version of the library does not know.</summary>
public sealed record UnknownArtifact : Artifact
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override ArtifactType ArtifactType =>
        new(Json.TryGetProperty("artifactType", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "");

    /// <summary>Gets the artifact as it was received: a JSON object.</summary>
    [JsonIgnore]
    public JsonElement Json { get; init; }

    private protected override (string? Name, string? State) Summary => (Name, null);
}
