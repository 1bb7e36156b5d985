using System.Text.Json;

namespace ModelRegistry.Client;

/// <summary>A condition of a named query of the catalog.</summary>
public sealed record CatalogFieldCondition
{
    /// <summary>Gets the operator, for example <c>=</c> or <c>&lt;</c>.</summary>
    public string? Operator { get; init; }

    /// <summary>Gets the value to compare with: a string, a number, a truth value, or a list of those.</summary>
    public JsonElement Value { get; init; }
}
