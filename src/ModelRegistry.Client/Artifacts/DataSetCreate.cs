namespace ModelRegistry.Client;

/// <summary>What a new artifact of type <c>dataset-artifact</c> is made of.</summary>
/// <remarks>
/// The names of data sets are not unique: give an <see cref="ResourceCreate.ExternalId"/> where a second one must not be made.
/// </remarks>
public sealed record DataSetCreate : ArtifactCreate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.DataSet;

    /// <summary>Gets where the data set is.</summary>
    public string? Uri { get; init; }

    /// <summary>Gets a checksum of the content.</summary>
    public string? Digest { get; init; }

    /// <summary>Gets the kind of source.</summary>
    public string? SourceType { get; init; }

    /// <summary>Gets where the data came from.</summary>
    public string? Source { get; init; }

    /// <summary>Gets the schema, as text.</summary>
    public string? Schema { get; init; }

    /// <summary>Gets a profile of the data, as text.</summary>
    public string? Profile { get; init; }
}
