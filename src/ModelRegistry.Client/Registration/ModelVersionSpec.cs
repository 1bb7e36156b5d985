using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>What a model version must be like, its artifacts included. Artifacts that are not mentioned are left alone.</summary>
/// <remarks>
/// A field that is <see langword="null"/> and a custom property that is not listed are not mentioned: they are left as they are found.
/// A specification is immutable; each method returns a changed copy.
/// </remarks>
public sealed record ModelVersionSpec : ModelVersionCreate
{
    /// <summary>Gets the names of custom properties that must not be there.</summary>
    /// <value>The default is none: a property that is not mentioned is left alone.</value>
    [JsonIgnore]
    public IReadOnlyList<string> AbsentProperties { get; init; } = [];

    /// <summary>
    /// Gets the artifacts: model artifacts, documents and data sets. An artifact without a name gets the name of the model; one without an
    /// external id is created with one that is derived from its place.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<ArtifactCreate> Artifacts { get; init; } = [];

    /// <summary>Sets who made the version.</summary>
    /// <param name="author">The author.</param>
    /// <returns>The changed copy.</returns>
    public ModelVersionSpec AuthoredBy(string author) => this with { Author = author };

    /// <summary>Says whether the version is in use.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The changed copy.</returns>
    public ModelVersionSpec InState(ModelVersionState state) => this with { State = state };

    /// <summary>Adds the model's files.</summary>
    /// <param name="uri">Where they are, for example <c>s3://bucket/path/</c>.</param>
    /// <param name="describe">Says what the artifact must be like; nothing but its URI when not given.</param>
    /// <returns>The changed copy.</returns>
    public ModelVersionSpec WithModelArtifact(string uri, Func<ModelArtifactCreate, ModelArtifactCreate>? describe = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        return WithArtifact(new ModelArtifactCreate { Uri = uri }, describe);
    }

    /// <summary>Adds a document.</summary>
    /// <param name="uri">Where it is.</param>
    /// <param name="describe">Says what the artifact must be like; nothing but its URI when not given.</param>
    /// <returns>The changed copy.</returns>
    public ModelVersionSpec WithDocArtifact(string uri, Func<DocArtifactCreate, DocArtifactCreate>? describe = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        return WithArtifact(new DocArtifactCreate { Uri = uri }, describe);
    }

    /// <summary>Adds a data set.</summary>
    /// <param name="uri">Where it is.</param>
    /// <param name="describe">Says what the artifact must be like; nothing but its URI when not given.</param>
    /// <returns>The changed copy.</returns>
    public ModelVersionSpec WithDataSet(string uri, Func<DataSetCreate, DataSetCreate>? describe = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        return WithArtifact(new DataSetCreate { Uri = uri }, describe);
    }

    private ModelVersionSpec WithArtifact<T>(T artifact, Func<T, T>? describe)
        where T : ArtifactCreate =>
        this with { Artifacts = [.. Artifacts, describe?.Invoke(artifact) ?? artifact] };
}
