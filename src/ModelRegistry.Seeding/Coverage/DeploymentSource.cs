namespace ModelRegistry.Seeding;

/// <summary>Something that a deployment loads as a model, or as a part of one.</summary>
public sealed record DeploymentSource
{
    /// <summary>Gets where in the object it is named, for example <c>predictor.model.storageUri</c>.</summary>
    public required string Field { get; init; }

    /// <summary>Gets the URI: that of a storage, or <c>oci://</c> and the image of a container that brings its model along.</summary>
    /// <value><see langword="null"/> when the object names none, but a data connection or nothing at all.</value>
    public string? Uri { get; init; }

    /// <summary>Gets the name of the data connection, whose bucket only the cluster's Secret knows.</summary>
    public string? StorageKey { get; init; }

    /// <summary>Gets the path within the data connection's bucket.</summary>
    public string? StoragePath { get; init; }

    /// <summary>
    /// Gets a value indicating whether this is the model that the object's labels are about, not a canary, an adapter or the like.
    /// </summary>
    public bool IsMain { get; init; }
}
