using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>The direction of a list.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<SortOrder>))]
public readonly record struct SortOrder(string Value) : IOpenEnum<SortOrder>
{
    /// <summary>Gets <c>ASC</c>: smallest or oldest first; the server's default.</summary>
    public static SortOrder Ascending { get; } = new("ASC");

    /// <summary>Gets <c>DESC</c>: largest or newest first.</summary>
    public static SortOrder Descending { get; } = new("DESC");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static SortOrder IOpenEnum<SortOrder>.Create(string value) => new(value);
}
