using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Whether an experiment run is in use.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<ExperimentRunState>))]
public readonly record struct ExperimentRunState(string Value) : IOpenEnum<ExperimentRunState>
{
    /// <summary>Gets <c>LIVE</c>: the run is in use.</summary>
    public static ExperimentRunState Live { get; } = new("LIVE");

    /// <summary>
    /// Gets <c>ARCHIVED</c>: the run is archived: kept for audit, hidden from the dashboard's list of live ones. Nothing below it changes.
    /// </summary>
    public static ExperimentRunState Archived { get; } = new("ARCHIVED");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static ExperimentRunState IOpenEnum<ExperimentRunState>.Create(string value) => new(value);
}
