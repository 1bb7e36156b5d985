using System.Collections.Immutable;

namespace ModelRegistry.Client;

/// <summary>
/// What an entity shall be like. What is not mentioned is left as it is found: fields that are <see langword="null"/> here, custom
/// properties that are not listed. A specification is immutable; each method returns a changed copy.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public abstract record ResourceSpec<TSelf>
    where TSelf : ResourceSpec<TSelf>
{
    private protected ResourceSpec()
    {
    }

    /// <summary>Gets the description.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the id in a system of the clients.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Gets the custom properties, labels among them: a label is a property with an empty text, as the dashboard makes it.</summary>
    public IReadOnlyDictionary<string, MetadataValue> CustomProperties { get; init; } = ImmutableSortedDictionary.Create<string, MetadataValue>(StringComparer.Ordinal);

    private TSelf Self => (TSelf)this;

    /// <summary>Sets the description.</summary>
    /// <param name="description">A text for people.</param>
    /// <returns>The changed copy.</returns>
    public TSelf DescribedAs(string description) => Self with { Description = description };

    /// <summary>Sets the id in a system of the clients.</summary>
    /// <param name="externalId">An id that no other entity has, whatever the case of its letters.</param>
    /// <returns>The changed copy.</returns>
    public TSelf WithExternalId(string externalId) => Self with { ExternalId = externalId };

    /// <summary>Sets a custom property.</summary>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">Its value; texts, integers, numbers and booleans convert by themselves.</param>
    /// <returns>The changed copy.</returns>
    public TSelf WithProperty(string name, MetadataValue value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return Self with { CustomProperties = CustomProperties.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItem(name, value) };
    }

    /// <summary>Adds labels: custom properties with an empty text.</summary>
    /// <param name="labels">The labels.</param>
    /// <returns>The changed copy.</returns>
    public TSelf Labelled(params IEnumerable<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Aggregate(Self, (spec, label) => spec.WithProperty(label, ""));
    }
}
