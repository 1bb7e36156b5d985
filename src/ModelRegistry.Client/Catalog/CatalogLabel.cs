using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>A label of the catalog: it groups sources, and the dashboard shows a group of models for each.</summary>
public sealed record CatalogLabel
{
    /// <summary>Gets the name that sources carry; <see langword="null"/> for what stands for all sources without a label.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the name to show.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets what the group is.</summary>
    public string? Description { get; init; }

    /// <summary>Gets what the label is for; everything where it is not said.</summary>
    public CatalogAssetType? AssetType { get; init; }

    /// <summary>Gets the further keys that a label has; <see langword="null"/> when there are none.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, JsonElement>? OtherMembers => ExtensionData;

    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? ExtensionData { get; set; }
}
