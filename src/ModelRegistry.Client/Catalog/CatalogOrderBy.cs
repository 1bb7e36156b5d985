using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What a list of the catalog is ordered by.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<CatalogOrderBy>))]
public readonly record struct CatalogOrderBy(string Value) : IOpenEnum<CatalogOrderBy>
{
    /// <summary>Gets <c>NAME</c>: the name; the default of models.</summary>
    public static CatalogOrderBy Name { get; } = new("NAME");

    /// <summary>Gets <c>ID</c>: the id; the default of sources.</summary>
    public static CatalogOrderBy Id { get; } = new("ID");

    /// <summary>Gets <c>CREATE_TIME</c>: the time of creation.</summary>
    public static CatalogOrderBy CreateTime { get; } = new("CREATE_TIME");

    /// <summary>Gets <c>LAST_UPDATE_TIME</c>: the time of the last update.</summary>
    public static CatalogOrderBy LastUpdateTime { get; } = new("LAST_UPDATE_TIME");

    /// <summary>Gets <c>ACCURACY</c>: the average of a model's benchmarks; models alone.</summary>
    public static CatalogOrderBy Accuracy { get; } = new("ACCURACY");

    /// <summary>Gets <c>RECOMMENDED</c>: the service's recommendation; models alone, on servers of 2026-08 and later.</summary>
    public static CatalogOrderBy Recommended { get; } = new("RECOMMENDED");

    /// <summary>Orders artifacts by one of their custom properties.</summary>
    /// <param name="name">The name of the property.</param>
    /// <param name="kind">What it holds: <c>double_value</c>, <c>int_value</c> or <c>string_value</c>.</param>
    /// <returns>The order.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static CatalogOrderBy Property(string name, string kind = "double_value")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        return new CatalogOrderBy($"{name}.{kind}");
    }

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static CatalogOrderBy IOpenEnum<CatalogOrderBy>.Create(string value) => new(value);
}
