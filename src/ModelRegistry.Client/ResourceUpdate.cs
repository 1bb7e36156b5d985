using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ModelRegistry.Client.Metadata;
using ModelRegistry.Client.Wire;

#pragma warning disable MA0016 // Callers fill it in place, and new() makes one.
namespace ModelRegistry.Client;

/// <summary>
/// What can be changed in every entity (OpenAPI schema <c>BaseResourceUpdate</c>). The server keeps what is left out or
/// <see langword="null"/>; an empty string is stored as such. No field can be removed once it is set.
/// </summary>
public abstract record ResourceUpdate
{
    private readonly PropertyInput _properties = new();
    private readonly PropertyInput _merged = new();

    private protected ResourceUpdate()
    {
    }

    /// <summary>Makes a copy whose custom properties are its own.</summary>
    /// <param name="original">What is copied.</param>
    protected ResourceUpdate(ResourceUpdate original)
    {
        ArgumentNullException.ThrowIfNull(original);
        Description = original.Description;
        ExternalId = original.ExternalId;
        _properties = new(original._properties);
        _merged = new(original._merged);
    }

    /// <summary>Gets the description.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the id in a system of the clients; it must not be taken, whatever the case of its letters.</summary>
    public string? ExternalId { get; init; }

    /// <summary>
    /// Gets all custom properties that the entity is to have then: they replace those that it has, as the server does it. To set some and
    /// keep the others use <see cref="MergeProperties"/>. An entity that holds a <see cref="MetadataStructValue"/> can only be updated with
    /// one of the two (the server responds with status 400 otherwise).
    /// </summary>
    /// <value>The default is to leave them as they are; an empty dictionary that is assigned removes them all.</value>
    [JsonIgnore]
    [AllowNull]
    public Dictionary<string, MetadataValue> CustomProperties
    {
        get => _properties.Values;
        init => _properties = new(value);
    }

    /// <summary>
    /// Gets custom properties to set, while the entity keeps its others: <c>MergeProperties = { ["validated-on"] = "L4" }</c>. The entity
    /// is read first, since the server only replaces all; of two such updates at the same time one can be lost. Not together with
    /// <see cref="CustomProperties"/>.
    /// </summary>
    /// <value>The default is none.</value>
    [JsonIgnore]
    [AllowNull]
    public Dictionary<string, MetadataValue> MergeProperties
    {
        get => _merged.Values;
        init => _merged = new(value);
    }

    /// <summary>Gets what a request says of the custom properties: nothing when they were not given.</summary>
    [JsonInclude]
    [JsonPropertyName("customProperties")]
    [JsonConverter(typeof(CustomPropertiesConverter))]
    internal IReadOnlyDictionary<string, MetadataValue>? SentProperties
    {
        get => _properties.Sent;
        init => _properties = new(value);
    }

    /// <summary>Gets whether there are custom properties to merge.</summary>
    internal bool MergesProperties => _merged.Count > 0;

    /// <summary>Shows the type, not what is to change.</summary>
    /// <returns>One word.</returns>
    public sealed override string ToString() => GetType().Name;

    /// <summary>
    /// Makes an update that replaces the custom properties by those that the entity has, with the ones to merge over them.
    /// </summary>
    internal ResourceUpdate Over(RegistryResource entity)
    {
        Dictionary<string, MetadataValue> all = new(entity.CustomProperties, StringComparer.Ordinal);
        foreach ((string name, MetadataValue value) in MergeProperties)
        {
            all[name] = value;
        }

        return this with { CustomProperties = all, MergeProperties = null };
    }
}
