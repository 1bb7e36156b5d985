using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What a source or a label of the catalog is for.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<CatalogAssetType>))]
public readonly record struct CatalogAssetType(string Value) : IOpenEnum<CatalogAssetType>
{
    /// <summary>Gets <c>models</c>: models.</summary>
    public static CatalogAssetType Models { get; } = new("models");

    /// <summary>Gets <c>mcp_servers</c>: MCP servers.</summary>
    public static CatalogAssetType McpServers { get; } = new("mcp_servers");

    /// <summary>Gets <c>agents</c>: agents.</summary>
    public static CatalogAssetType Agents { get; } = new("agents");

    /// <summary>Gets <c>skills</c>: skills.</summary>
    public static CatalogAssetType Skills { get; } = new("skills");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static CatalogAssetType IOpenEnum<CatalogAssetType>.Create(string value) => new(value);
}
