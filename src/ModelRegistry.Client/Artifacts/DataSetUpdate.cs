namespace ModelRegistry.Client;

/// <summary>What is to change in an artifact of type <c>dataset-artifact</c>. What is left out stays as it is.</summary>
public sealed record DataSetUpdate : ArtifactUpdate
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
