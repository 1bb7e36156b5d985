using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Format;

/// <summary>The URI of an artifact: every kind that a seed can declare has one.</summary>
internal static class ArtifactUri
{
    public static string? Of(ArtifactCreate artifact) => SpecFields.Get(artifact, "uri") as string;

    public static ArtifactCreate Set(ArtifactCreate artifact, string uri) => artifact switch
    {
        ModelArtifactCreate files => files with { Uri = uri },
        DocArtifactCreate document => document with { Uri = uri },
        DataSetCreate data => data with { Uri = uri },
        _ => artifact,
    };
}
