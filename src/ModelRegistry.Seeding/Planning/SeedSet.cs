using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>How ownership by a set is written down.</summary>
public static class SeedSet
{
    /// <summary>The custom property of models and versions that names the set which owns them: <c>_seedSet</c>.</summary>
    public const string PropertyName = "_seedSet";

    /// <summary>The custom property of models and versions that names the source of their set: <c>_seedSource</c>.</summary>
    public const string SourcePropertyName = "_seedSource";

    /// <summary>
    /// The custom property that says when a model or version was archived because its set no longer declared it: <c>_seedArchived</c>, in
    /// milliseconds of the registry's clock.
    /// </summary>
    public const string ArchivedPropertyName = "_seedArchived";

    /// <summary>Marks a model and its versions as owned by a set.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="set">The name of the set, or <see langword="null"/> for none: then nothing is marked.</param>
    /// <returns>The marked model.</returns>
    public static RegisteredModelSpec Mark(RegisteredModelSpec spec, string? set) => Mark(spec, set, source: null);

    /// <summary>Marks a model and its versions as owned by a set that comes from a source.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="set">The name of the set, or <see langword="null"/> for none: then nothing is marked.</param>
    /// <param name="source">Where the set comes from, or <see langword="null"/> when that is not said.</param>
    /// <returns>The marked model.</returns>
    public static RegisteredModelSpec Mark(RegisteredModelSpec spec, string? set, string? source)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return set is null ? spec : Marked(spec) with { Versions = [.. spec.Versions.Select(Marked)] };

        T Marked<T>(T entity)
            where T : ResourceCreate
        {
            entity = entity.WithProperty(PropertyName, set);
            return source is null ? entity : entity.WithProperty(SourcePropertyName, source);
        }
    }

    /// <summary>The set that owns an entity, or <see langword="null"/> when none does.</summary>
    internal static string? OwnerOf(RegistryResource entity) => entity.CustomProperties.GetString(PropertyName);

    /// <summary>Whether an entity is owned by a set.</summary>
    internal static bool Owns(string set, RegistryResource entity) => string.Equals(OwnerOf(entity), set, StringComparison.Ordinal);
}
