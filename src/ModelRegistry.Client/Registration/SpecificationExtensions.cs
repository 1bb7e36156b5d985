using System.Collections.Immutable;

namespace ModelRegistry.Client;

/// <summary>Describes models, versions and artifacts one property at a time. Each method returns a changed copy.</summary>
public static class SpecificationExtensions
{
    /// <summary>Sets the description.</summary>
    /// <typeparam name="T">What is described.</typeparam>
    /// <param name="spec">What is described.</param>
    /// <param name="description">A description for people.</param>
    /// <returns>The changed copy.</returns>
    public static T DescribedAs<T>(this T spec, string description)
        where T : ResourceCreate =>
        Copy(spec, copy => copy with { Description = description });

    /// <summary>Sets the id in a system of the clients.</summary>
    /// <typeparam name="T">What is described.</typeparam>
    /// <param name="spec">What is described.</param>
    /// <param name="externalId">An id that no other entity has, whatever the case of its letters.</param>
    /// <returns>The changed copy.</returns>
    public static T WithExternalId<T>(this T spec, string externalId)
        where T : ResourceCreate =>
        Copy(spec, copy => copy with { ExternalId = externalId });

    /// <summary>Sets a custom property.</summary>
    /// <typeparam name="T">What is described.</typeparam>
    /// <param name="spec">What is described.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">Its value; strings, integers, numbers and booleans convert by themselves.</param>
    /// <returns>The changed copy.</returns>
    public static T WithProperty<T>(this T spec, string name, MetadataValue value)
        where T : ResourceCreate
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return Copy(spec, copy => copy with
        {
            CustomProperties = new(
                copy.CustomProperties.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItem(name, value), StringComparer.Ordinal),
        });
    }

    /// <summary>Adds labels: custom properties with an empty string, which the dashboard shows as labels.</summary>
    /// <typeparam name="T">What is described.</typeparam>
    /// <param name="spec">What is described.</param>
    /// <param name="labels">The labels.</param>
    /// <returns>The changed copy.</returns>
    public static T Labelled<T>(this T spec, params IEnumerable<string> labels)
        where T : ResourceCreate
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Aggregate(spec, (copy, label) => copy.WithProperty(label, ""));
    }

    /// <summary>Sets the name of an artifact.</summary>
    /// <typeparam name="T">The kind of the artifact.</typeparam>
    /// <param name="artifact">The artifact.</param>
    /// <param name="name">The name, unique among the artifacts of its kind below the version.</param>
    /// <returns>The changed copy.</returns>
    public static T Named<T>(this T artifact, string name)
        where T : ArtifactCreate =>
        Copy(artifact, copy => copy with { Name = name });

    /// <summary>Sets the state of an artifact.</summary>
    /// <typeparam name="T">The kind of the artifact.</typeparam>
    /// <param name="artifact">The artifact.</param>
    /// <param name="state">The state.</param>
    /// <returns>The changed copy.</returns>
    public static T InState<T>(this T artifact, ArtifactState state)
        where T : ArtifactCreate =>
        Copy(artifact, copy => copy with { State = state });

    /// <summary>Sets the format of a model artifact.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="name">The name of the format, for example <c>safetensors</c>.</param>
    /// <param name="version">Its version; left as it is when not given.</param>
    /// <returns>The changed copy.</returns>
    public static ModelArtifactCreate InFormat(this ModelArtifactCreate artifact, string name, string? version = null)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return artifact with { ModelFormatName = name, ModelFormatVersion = version ?? artifact.ModelFormatVersion };
    }

    /// <summary>Sets the storage of a model artifact.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="key">The storage secret or data connection.</param>
    /// <param name="path">The path within it; left as it is when not given.</param>
    /// <returns>The changed copy.</returns>
    public static ModelArtifactCreate StoredIn(this ModelArtifactCreate artifact, string key, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return artifact with { StorageKey = key, StoragePath = path ?? artifact.StoragePath };
    }

    /// <summary>A copy has the type of what it is copied from, which C# does not see for a type parameter.</summary>
    private static T Copy<T>(T spec, Func<T, ResourceCreate> change)
        where T : ResourceCreate
    {
        ArgumentNullException.ThrowIfNull(spec);
        return (T)change(spec);
    }
}
