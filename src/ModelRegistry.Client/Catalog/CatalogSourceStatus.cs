using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Whether a source of the catalog could be loaded.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<CatalogSourceStatus>))]
public readonly record struct CatalogSourceStatus(string Value) : IOpenEnum<CatalogSourceStatus>
{
    /// <summary>Gets <c>available</c>: all models of the source are there.</summary>
    public static CatalogSourceStatus Available { get; } = new("available");

    /// <summary>Gets <c>partially-available</c>: some models of the source could not be loaded.</summary>
    public static CatalogSourceStatus PartiallyAvailable { get; } = new("partially-available");

    /// <summary>Gets <c>error</c>: the source could not be loaded; <see cref="CatalogSource.Error"/> says why.</summary>
    public static CatalogSourceStatus Error { get; } = new("error");

    /// <summary>Gets <c>disabled</c>: the source is switched off.</summary>
    public static CatalogSourceStatus Disabled { get; } = new("disabled");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static CatalogSourceStatus IOpenEnum<CatalogSourceStatus>.Create(string value) => new(value);
}
