using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>
/// An artifact of a model of the catalog: a <see cref="CatalogModelArtifact"/>, a <see cref="CatalogMetricsArtifact"/>, or an
/// <see cref="UnknownCatalogArtifact"/> of a kind that this version of the library does not know.
/// </summary>
[JsonConverter(typeof(CatalogArtifactConverter))]
public abstract record CatalogArtifact
{
    private protected CatalogArtifact()
    {
    }

    /// <summary>Gets the kind.</summary>
    [JsonIgnore]
    public abstract CatalogArtifactType ArtifactType { get; }

    /// <summary>
    /// Gets the id that the service gave for as long as it runs; <see langword="null"/> for an artifact that was read from files.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>Gets the name; the catalogs of the platform give none.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the description.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the id in a system of the source.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Gets the custom properties; empty when there are none.</summary>
    [JsonConverter(typeof(CustomPropertiesConverter))]
    [AllowNull]
    public IReadOnlyDictionary<string, MetadataValue> CustomProperties
    {
        get => field ?? ReadOnlyDictionary<string, MetadataValue>.Empty;
        init;
    }

    /// <summary>Gets when the artifact was created; where its source does not say, when the catalog was loaded.</summary>
    [JsonPropertyName("createTimeSinceEpoch")]
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Gets when the artifact was last updated; where its source does not say, when the catalog was loaded.</summary>
    [JsonPropertyName("lastUpdateTimeSinceEpoch")]
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? LastUpdateTime { get; init; }

    /// <summary>Gets the members that this version of the library does not know; <see langword="null"/> when there are none.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, JsonElement>? OtherMembers => ExtensionData;

    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? ExtensionData { get; set; }
}
