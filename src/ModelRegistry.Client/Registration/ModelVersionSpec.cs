namespace ModelRegistry.Client;

/// <summary>What a model version shall be like, its artifacts included. Artifacts that are not mentioned are left alone.</summary>
public sealed record ModelVersionSpec : ResourceSpec<ModelVersionSpec>
{
    /// <summary>Gets the name, by which the version is found below its model.</summary>
    public required string Name { get; init; }

    /// <summary>Gets who made the version.</summary>
    public string? Author { get; init; }

    /// <summary>Gets whether the version is in use; <see langword="null"/> leaves it as it is, and makes a new one <c>LIVE</c>.</summary>
    public ModelVersionState? State { get; init; }

    /// <summary>Gets the artifacts.</summary>
    public IReadOnlyList<ArtifactSpec> Artifacts { get; init; } = [];

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
    /// <param name="describe">Says what the artifact shall be like; nothing but its URI when not given.</param>
    /// <returns>The changed copy.</returns>
    public ModelVersionSpec WithModelArtifact(string uri, Func<ArtifactSpec, ArtifactSpec>? describe = null) =>
        WithArtifact(ArtifactType.ModelArtifact, uri, describe);

    /// <summary>Adds a document.</summary>
    /// <param name="uri">Where it is.</param>
    /// <param name="describe">Says what the artifact shall be like; nothing but its URI when not given.</param>
    /// <returns>The changed copy.</returns>
    public ModelVersionSpec WithDocArtifact(string uri, Func<ArtifactSpec, ArtifactSpec>? describe = null) =>
        WithArtifact(ArtifactType.DocArtifact, uri, describe);

    /// <summary>Adds a data set.</summary>
    /// <param name="uri">Where it is.</param>
    /// <param name="describe">Says what the artifact shall be like; nothing but its URI when not given.</param>
    /// <returns>The changed copy.</returns>
    public ModelVersionSpec WithDataSet(string uri, Func<ArtifactSpec, ArtifactSpec>? describe = null) =>
        WithArtifact(ArtifactType.DataSet, uri, describe);

    private ModelVersionSpec WithArtifact(ArtifactType type, string uri, Func<ArtifactSpec, ArtifactSpec>? describe)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        var artifact = new ArtifactSpec { ArtifactType = type, Uri = uri };
        return this with { Artifacts = [.. Artifacts, describe?.Invoke(artifact) ?? artifact] };
    }
}
