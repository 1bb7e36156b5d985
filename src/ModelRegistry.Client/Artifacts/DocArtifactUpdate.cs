namespace ModelRegistry.Client;

/// <summary>What is to change in an artifact of type <c>doc-artifact</c>. What is left out stays as it is.</summary>
public sealed record DocArtifactUpdate : ArtifactUpdate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.DocArtifact;

    /// <summary>Gets where the document is.</summary>
    public string? Uri { get; init; }
}
