using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ModelRegistry.Client.Metadata;
using ModelRegistry.Client.Wire;

#pragma warning disable MA0016 // Callers fill it in place, and new() makes one.
namespace ModelRegistry.Client;

/// <summary>What every new entity may be given (OpenAPI schema <c>BaseResourceCreate</c>).</summary>
public abstract record ResourceCreate
{
    private readonly PropertyInput _properties = new();

    private protected ResourceCreate()
    {
    }

    /// <summary>Makes a copy whose custom properties are its own.</summary>
    /// <param name="original">What is copied.</param>
    protected ResourceCreate(ResourceCreate original)
    {
        ArgumentNullException.ThrowIfNull(original);
        Description = original.Description;
        ExternalId = original.ExternalId;
        _properties = new(original._properties);
    }

    /// <summary>Gets the description.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// Gets the id in a system of the clients. It must not be taken, whatever the case of its letters; an empty text counts as an id.
    /// </summary>
    public string? ExternalId { get; init; }

    /// <summary>
    /// Gets the custom properties: <c>CustomProperties = { ["quantization"] = "FP8-dynamic", ["size"] = 8 }</c>. A label is one with an
    /// empty string, as the dashboard makes it.
    /// </summary>
    /// <value>The default is none.</value>
    [JsonIgnore]
    [AllowNull]
    public Dictionary<string, MetadataValue> CustomProperties
    {
        get => _properties.Values;
        init => _properties = new(value);
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

    /// <summary>Gets the name, or <see langword="null"/> when it is left to the server.</summary>
    internal abstract string? NameOrNull { get; }

    /// <summary>Shows the type and the name, not what the entity is made of.</summary>
    /// <returns>One line.</returns>
    public sealed override string ToString() => NameOrNull is { } name ? $"{GetType().Name} '{name}'" : GetType().Name;
}
