namespace ModelRegistry.Client;

/// <summary>What a model artifact, a document or a data set below a model version shall be like.</summary>
/// <remarks>Which fields count depends on the kind: see <see cref="ModelArtifact"/>, <see cref="DocArtifact"/> and <see cref="DataSet"/>.</remarks>
public sealed record ArtifactSpec : ResourceSpec<ArtifactSpec>
{
    /// <summary>Gets the kind.</summary>
    /// <value>The default is <see cref="ArtifactType.ModelArtifact"/>.</value>
    public ArtifactType ArtifactType { get; init; } = ArtifactType.ModelArtifact;

    /// <summary>Gets the name, by which the artifact is found among those of its kind below its version.</summary>
    /// <value>The default is <see langword="null"/>: the name of the model.</value>
    public string? Name { get; init; }

    /// <summary>Gets where the artifact is.</summary>
    public string? Uri { get; init; }

    /// <summary>Gets the state; <see langword="null"/> leaves it as it is.</summary>
    public ArtifactState? State { get; init; }

    /// <summary>Gets the format of a model artifact.</summary>
    public string? ModelFormatName { get; init; }

    /// <summary>Gets the version of the format of a model artifact.</summary>
    public string? ModelFormatVersion { get; init; }

    /// <summary>Gets the storage secret or data connection of a model artifact.</summary>
    public string? StorageKey { get; init; }

    /// <summary>Gets the path within the storage of a model artifact.</summary>
    public string? StoragePath { get; init; }

    /// <summary>Gets the service account that holds the storage secret of a model artifact.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>Gets the kind of source of a model artifact.</summary>
    public string? ModelSourceKind { get; init; }

    /// <summary>Gets the source within its kind of a model artifact.</summary>
    public string? ModelSourceClass { get; init; }

    /// <summary>Gets the group within the source of a model artifact.</summary>
    public string? ModelSourceGroup { get; init; }

    /// <summary>Gets the id within the group of a model artifact.</summary>
    public string? ModelSourceId { get; init; }

    /// <summary>Gets the readable name of the source of a model artifact.</summary>
    public string? ModelSourceName { get; init; }

    /// <summary>Gets a checksum of the content of a data set.</summary>
    public string? Digest { get; init; }

    /// <summary>Gets the kind of source of a data set.</summary>
    public string? SourceType { get; init; }

    /// <summary>Gets where the content of a data set came from.</summary>
    public string? Source { get; init; }

    /// <summary>Gets the schema of a data set.</summary>
    public string? Schema { get; init; }

    /// <summary>Gets the profile of a data set.</summary>
    public string? Profile { get; init; }

    /// <summary>Sets the name.</summary>
    /// <param name="name">The name, unique among the artifacts of its kind below the version.</param>
    /// <returns>The changed copy.</returns>
    public ArtifactSpec Named(string name) => this with { Name = name };

    /// <summary>Sets the format of a model artifact.</summary>
    /// <param name="name">The name of the format, for example <c>safetensors</c>.</param>
    /// <param name="version">Its version; not mentioned when not given.</param>
    /// <returns>The changed copy.</returns>
    public ArtifactSpec InFormat(string name, string? version = null) => this with { ModelFormatName = name, ModelFormatVersion = version ?? ModelFormatVersion };

    /// <summary>Sets the storage of a model artifact.</summary>
    /// <param name="key">The storage secret or data connection.</param>
    /// <param name="path">The path within it; not mentioned when not given.</param>
    /// <returns>The changed copy.</returns>
    public ArtifactSpec StoredIn(string key, string? path = null) => this with { StorageKey = key, StoragePath = path ?? StoragePath };

    /// <summary>Sets the state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The changed copy.</returns>
    public ArtifactSpec InState(ArtifactState state) => this with { State = state };
}
