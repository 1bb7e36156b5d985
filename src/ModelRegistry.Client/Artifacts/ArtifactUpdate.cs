using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>
/// What is to change in an artifact. The kind must be the artifact's own: the server answers status 400 otherwise.
/// </summary>
[JsonDerivedType(typeof(ModelArtifactUpdate))]
[JsonDerivedType(typeof(DocArtifactUpdate))]
[JsonDerivedType(typeof(DataSetUpdate))]
[JsonDerivedType(typeof(MetricUpdate))]
[JsonDerivedType(typeof(ParameterUpdate))]
public abstract record ArtifactUpdate : ResourceUpdate
{
    private protected ArtifactUpdate()
    {
    }

    /// <summary>Gets the kind of the artifact.</summary>
    public abstract ArtifactType ArtifactType { get; }
}
