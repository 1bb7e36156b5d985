using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>
/// What can be changed in every entity (OpenAPI schema <c>BaseResourceUpdate</c>). The server keeps what is left out or
/// <see langword="null"/>; an empty text is stored as such. No field can be removed once it is set.
/// </summary>
public abstract record ResourceUpdate
{
    private protected ResourceUpdate()
    {
    }

    /// <summary>Gets the description.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the id in a system of the clients; it must not be taken, whatever the case of its letters.</summary>
    public string? ExternalId { get; init; }

    /// <summary>
    /// Gets the custom properties. When they are set they replace all that the entity has: read, change and write them, or use the
    /// helpers that do. An entity that holds a <see cref="MetadataStructValue"/> can only be updated with them (the server answers
    /// status 400 otherwise).
    /// </summary>
    [JsonConverter(typeof(CustomPropertiesConverter))]
    public IReadOnlyDictionary<string, MetadataValue>? CustomProperties { get; init; }

    /// <summary>Shows the type, not what is to change.</summary>
    /// <returns>One word.</returns>
    public sealed override string ToString() => GetType().Name;
}
