using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Whether a model version is in use.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<ModelVersionState>))]
public readonly record struct ModelVersionState(string Value) : IOpenEnum<ModelVersionState>
{
    /// <summary>Gets <c>LIVE</c>: the version is in use.</summary>
    public static ModelVersionState Live { get; } = new("LIVE");

    /// <summary>
    /// Gets <c>ARCHIVED</c>: the version is archived: kept for audit, hidden from the dashboard's list of live ones. Nothing below it
    /// changes.
    /// </summary>
    public static ModelVersionState Archived { get; } = new("ARCHIVED");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static ModelVersionState IOpenEnum<ModelVersionState>.Create(string value) => new(value);
}
