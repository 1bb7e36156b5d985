using System.Text.Json;

namespace ModelRegistry.Client;

/// <summary>The values that a field or property of the models of the catalog has.</summary>
public sealed record CatalogFilterOption
{
    /// <summary>Gets what the values are: <c>string</c> or <c>number</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Gets the values of a field that holds strings.</summary>
    public IReadOnlyList<JsonElement>? Values { get; init; }

    /// <summary>Gets the smallest and the largest value of a field that holds numbers.</summary>
    public CatalogRange? Range { get; init; }
}
