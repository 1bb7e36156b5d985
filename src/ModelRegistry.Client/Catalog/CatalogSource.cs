using System.Text.Json;
using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>A source of the catalog: a list of models that somebody maintains.</summary>
public sealed record CatalogSource : ICheckedResponse
{
    /// <summary>Gets the id, for example <c>redhat_ai_validated_models</c>. The name of a model is unique within a source.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the name that the dashboard shows.</summary>
    public string? Name { get; init; }

    /// <summary>Gets whether the source is switched on; <see langword="null"/> counts as on.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Gets the labels; a source without any is shown among "Community and custom".</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Gets whether the source could be loaded.</summary>
    public CatalogSourceStatus? Status { get; init; }

    /// <summary>Gets why the source could not be loaded, in the service's own words.</summary>
    public string? Error { get; init; }

    /// <summary>Gets the patterns of the names that are shown; all when there are none. <c>*</c> stands for any text.</summary>
    public IReadOnlyList<string>? IncludedModels { get; init; }

    /// <summary>Gets the patterns of the names that are not shown, whatever <see cref="IncludedModels"/> says.</summary>
    public IReadOnlyList<string>? ExcludedModels { get; init; }

    /// <summary>Gets what the source holds; models where it is not said.</summary>
    public CatalogAssetType? AssetType { get; init; }

    /// <summary>Gets whether the source is switched off, so that the catalog shows none of its models.</summary>
    [JsonIgnore]
    public bool IsDisabled => Enabled == false || Status == CatalogSourceStatus.Disabled;

    /// <summary>Gets whether the source could not be loaded, so that the catalog shows none of its models.</summary>
    [JsonIgnore]
    public bool IsBroken => !IsDisabled && Status == CatalogSourceStatus.Error;

    /// <summary>
    /// Gets the members that this version of the library does not know, for example <c>hasApiKey</c>; <see langword="null"/> when there are
    /// none.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, JsonElement>? OtherMembers => ExtensionData;

    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? ExtensionData { get; set; }

    string? ICheckedResponse.Fault => Id.Length == 0 ? "has an empty id" : null;

    /// <summary>Shows the source in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => $"CatalogSource '{Id}' ({Status?.Value ?? "no status"})";
}
