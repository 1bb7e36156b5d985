namespace ModelRegistry.Client;

/// <summary>What a new artifact of type <c>doc-artifact</c> is made of.</summary>
public sealed record DocArtifactCreate : ArtifactCreate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.DocArtifact;

    /// <summary>Gets where the document is.</summary>
    public string? Uri { get; init; }
}
