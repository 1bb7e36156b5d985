namespace ModelRegistry.Client;

/// <summary>What is to change in an artifact of type <c>model-artifact</c>. What is left out stays as it is.</summary>
public sealed record ModelArtifactUpdate : ArtifactUpdate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.ModelArtifact;

    /// <summary>Gets where the artifact is, for example <c>s3://bucket/path/</c>.</summary>
    public string? Uri { get; init; }

    /// <summary>Gets the format, for example <c>safetensors</c>.</summary>
    public string? ModelFormatName { get; init; }

    /// <summary>Gets the version of the format.</summary>
    public string? ModelFormatVersion { get; init; }

    /// <summary>Gets the name of the storage secret or data connection.</summary>
    public string? StorageKey { get; init; }

    /// <summary>Gets the path within the storage named by <c>storageKey</c>.</summary>
    public string? StoragePath { get; init; }

    /// <summary>Gets the service account that holds the storage secret.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>Gets the kind of source, for example <c>catalog</c>.</summary>
    public string? ModelSourceKind { get; init; }

    /// <summary>Gets the source within its kind, for example a catalog's id.</summary>
    public string? ModelSourceClass { get; init; }

    /// <summary>Gets the group within the source, for example a namespace.</summary>
    public string? ModelSourceGroup { get; init; }

    /// <summary>Gets the id within the group, for example a pipeline run.</summary>
    public string? ModelSourceId { get; init; }

    /// <summary>Gets a readable name of the source.</summary>
    public string? ModelSourceName { get; init; }
}
