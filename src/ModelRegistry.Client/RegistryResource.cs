using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ModelRegistry.Client.Notebooks;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What every entity of the registry has (OpenAPI schema <c>BaseResource</c>).</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public abstract record RegistryResource
{
    private protected RegistryResource()
    {
    }

    /// <summary>Gets the id that the server gave: the text of a number that grows with every creation. Nothing is ever deleted.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the description.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// Gets the id in a system of the clients, compared without regard to case. It is unique among all models, versions, environments,
    /// services, experiments and runs together, among all artifacts together, and among all serving actions together.
    /// </summary>
    public string? ExternalId { get; init; }

    /// <summary>Gets the custom properties; empty when there are none.</summary>
    [JsonConverter(typeof(CustomPropertiesConverter))]
    [AllowNull]
    public IReadOnlyDictionary<string, MetadataValue> CustomProperties
    {
        get => field ?? ReadOnlyDictionary<string, MetadataValue>.Empty;
        init;
    }

    /// <summary>Gets when the entity was created, to the millisecond of the server's clock.</summary>
    [JsonPropertyName("createTimeSinceEpoch")]
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Gets when the entity was last updated, to the millisecond of the server's clock.</summary>
    [JsonPropertyName("lastUpdateTimeSinceEpoch")]
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? LastUpdateTime { get; init; }

    /// <summary>Gets what <see cref="ToString"/> shows beside the type and the id.</summary>
    private protected abstract (string? Name, string? State) Summary { get; }

    /// <summary>
    /// Shows the entity in one line: its type, name, id and state, for example <c>RegisteredModel 'Granite' (id 1, LIVE)</c>.
    /// </summary>
    /// <returns>The line.</returns>
    public sealed override string ToString()
    {
        (string? name, string? state) = Summary;
        return $"{GetType().Name}{(name is null ? "" : $" '{name}'")} (id {Id}{(state is null ? "" : $", {state}")})";
    }
}
