using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>A model of the catalog. It is known by its source and its name: ids change whenever the catalog is loaded again.</summary>
public sealed record CatalogModel : ICheckedResponse
{
    /// <summary>
    /// Gets the id that the service gave for as long as it runs; <see langword="null"/> for a model that was read from files.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>Gets the name, unique within its source, for example <c>RedHatAI/granite-3.1-8b-instruct</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the id of the source that the model is from.</summary>
    public string? SourceId { get; init; }

    /// <summary>Gets the description.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the id in a system of the source.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Gets the documentation, in Markdown: somebody else's text, up to some 100 kB of it.</summary>
    public string? Readme { get; init; }

    /// <summary>Gets how mature the model is, for example <c>Generally Available</c>.</summary>
    public string? Maturity { get; init; }

    /// <summary>Gets the languages, as ISO 639 codes.</summary>
    public IReadOnlyList<string>? Language { get; init; }

    /// <summary>Gets what the model is made for, for example <c>text-generation</c>.</summary>
    public IReadOnlyList<string>? Tasks { get; init; }

    /// <summary>Gets who provides the model, for example <c>IBM</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>Gets the address of a logo, usually a data URL.</summary>
    public string? Logo { get; init; }

    /// <summary>
    /// Gets the licence as the service shows it: by the name it has for a known id, for example <c>Apache 2.0</c>, else as the source has
    /// it. <see cref="CatalogLicense"/> leads from one to the other.
    /// </summary>
    public string? License { get; init; }

    /// <summary>Gets the address of the licence's text.</summary>
    public string? LicenseLink { get; init; }

    /// <summary>Gets the library that loads the model, for example <c>transformers</c>.</summary>
    public string? LibraryName { get; init; }

    /// <summary>Gets the custom properties; empty when there are none. The service hides those of a model that hold no string.</summary>
    [JsonConverter(typeof(CustomPropertiesConverter))]
    [AllowNull]
    public IReadOnlyDictionary<string, MetadataValue> CustomProperties
    {
        get => field ?? ReadOnlyDictionary<string, MetadataValue>.Empty;
        init;
    }

    /// <summary>Gets when the model was created; where its source does not say, when the catalog was loaded.</summary>
    [JsonPropertyName("createTimeSinceEpoch")]
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Gets when the model was last updated; where its source does not say, when the catalog was loaded.</summary>
    [JsonPropertyName("lastUpdateTimeSinceEpoch")]
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? LastUpdateTime { get; init; }

    /// <summary>Gets the tasks for which the provider of the catalog has validated the model. Servers have it from 2026-05 on.</summary>
    public IReadOnlyList<string>? ValidatedTasks { get; init; }

    /// <summary>Gets how the model is to be served, for example for the calling of tools. Servers have it from 2026-05 on.</summary>
    public JsonElement? ServingConfig { get; init; }

    /// <summary>Gets how many artifacts of each kind the model has; a list does not say. Servers have it from 2026-08 on.</summary>
    public IReadOnlyDictionary<string, int>? ArtifactCounts { get; init; }

    /// <summary>Gets the members that this version of the library does not know; <see langword="null"/> when there are none.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, JsonElement>? OtherMembers => ExtensionData;

    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? ExtensionData { get; set; }

    /// <summary>Sets the source as <c>v1alpha1</c> names it; <c>v1</c> has <c>sourceId</c>.</summary>
    [JsonInclude]
    [JsonPropertyName("source_id")]
    internal string? SourceIdOfV1Alpha1
    {
        get => null;
        init => SourceId = value ?? SourceId;
    }

    string? ICheckedResponse.Fault => this switch
    {
        { Name: "" } => "has an empty name",
        { Language: { } languages } when languages.Any(text => text is null) => "has null among its languages",
        { Tasks: { } tasks } when tasks.Any(text => text is null) => "has null among its tasks",
        { ValidatedTasks: { } tasks } when tasks.Any(text => text is null) => "has null among its validated tasks",
        _ => null,
    };

    /// <summary>Shows the model in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => $"CatalogModel '{Name}'{(SourceId is null ? "" : $" (source {SourceId})")}";
}
