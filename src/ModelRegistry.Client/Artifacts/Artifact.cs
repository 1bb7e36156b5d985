using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>
/// Something that a version or a run is made of or has made: a <see cref="ModelArtifact"/>, <see cref="DocArtifact"/>,
/// <see cref="DataSet"/>, <see cref="Metric"/> or <see cref="Parameter"/>, or an <see cref="UnknownArtifact"/> of a newer server.
/// </summary>
[JsonConverter(typeof(ArtifactConverter))]
public abstract record Artifact : RegistryResource
{
    private protected Artifact()
    {
    }

    /// <summary>Gets the kind of the artifact.</summary>
    public abstract ArtifactType ArtifactType { get; }

    /// <summary>
    /// Gets the name, unique among the artifacts of its kind below one version or run; names of data sets are not unique.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Gets the id of the experiment that made the artifact, when a run made it.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>Gets the id of the run that made the artifact, when a run made it.</summary>
    public string? ExperimentRunId { get; init; }
}
