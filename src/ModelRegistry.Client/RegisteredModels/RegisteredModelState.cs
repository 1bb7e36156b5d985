using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Whether a registered model is in use.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<RegisteredModelState>))]
public readonly record struct RegisteredModelState(string Value) : IOpenEnum<RegisteredModelState>
{
    /// <summary>Gets <c>LIVE</c>: the model is in use.</summary>
    public static RegisteredModelState Live { get; } = new("LIVE");

    /// <summary>
    /// Gets <c>ARCHIVED</c>: the model is archived: kept for audit, hidden from the dashboard's list of live ones. Nothing below it
    /// changes.
    /// </summary>
    public static RegisteredModelState Archived { get; } = new("ARCHIVED");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static RegisteredModelState IOpenEnum<RegisteredModelState>.Create(string value) => new(value);
}
