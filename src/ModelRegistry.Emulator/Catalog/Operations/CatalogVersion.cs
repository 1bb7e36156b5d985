namespace ModelRegistry.Emulator.Catalog;

/// <summary>A version of the API.</summary>
/// <param name="Segment">The segment of paths that names it.</param>
internal sealed record CatalogVersion(string Segment)
{
    /// <summary>The version that was recorded.</summary>
    public static readonly CatalogVersion V1Alpha1 = new("v1alpha1") { SourceIdName = "source_id" };

    /// <summary>The version that is to follow it.</summary>
    public static readonly CatalogVersion V1 = new("v1") { SourceIdName = "sourceId", IsNewer = true };

    public static readonly IReadOnlyList<CatalogVersion> All = [V1Alpha1, V1];

    /// <summary>The path of the operations on models.</summary>
    public string ModelsPath { get; } = $"/api/model_catalog/{Segment}/";

    /// <summary>The path of the operations on MCP servers.</summary>
    public string ServersPath { get; } = $"/api/mcp_catalog/{Segment}/";

    /// <summary>The member of a model that holds the id of its source.</summary>
    public required string SourceIdName { get; init; }

    /// <summary>
    /// Whether the version has what came after the recordings: a single model comes with the numbers of its artifacts, models can be
    /// ordered by recommendation, and a wrong filter of models is the caller's fault.
    /// </summary>
    public bool IsNewer { get; init; }
}
