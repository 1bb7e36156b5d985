using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>Where the files of a model of the catalog are.</summary>
public sealed record CatalogModelArtifact : CatalogArtifact
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override CatalogArtifactType ArtifactType => CatalogArtifactType.ModelArtifact;

    /// <summary>Gets where the files are, for example <c>oci://registry.redhat.io/rhai/modelcar-granite-3-1-8b-instruct:3.0</c>.</summary>
    public string? Uri { get; init; }

    /// <summary>Shows the artifact in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => $"CatalogModelArtifact {Uri}";
}
