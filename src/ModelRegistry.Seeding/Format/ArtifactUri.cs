using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Format;

/// <summary>The URI of an artifact: every kind that a seed can declare has one.</summary>
internal static class ArtifactUri
{
    // Not by the table of fields: checking a seed would be the only thing that makes it, and take a tenth longer.
    public static string? Of(ArtifactCreate artifact) => artifact switch
    {
        ModelArtifactCreate files => files.Uri,
        DocArtifactCreate document => document.Uri,
        DataSetCreate data => data.Uri,
        _ => null,
    };

    public static ArtifactCreate Set(ArtifactCreate artifact, string uri) => artifact switch
    {
        ModelArtifactCreate files => files with { Uri = uri },
        DocArtifactCreate document => document with { Uri = uri },
        DataSetCreate data => data with { Uri = uri },
        _ => artifact,
    };
}
