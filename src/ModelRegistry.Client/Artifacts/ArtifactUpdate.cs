using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>
/// What is to change in an artifact. The kind must be the artifact's own: the server responds with status 400 otherwise.
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

    /// <summary>
    /// Gets the state. When it is <see langword="null"/> the state stays as it is: the request then says <c>null</c>, since the server
    /// resets a state that it does not find.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ArtifactState? State { get; init; }
}
