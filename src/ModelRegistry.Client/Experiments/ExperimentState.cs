using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Whether an experiment is in use.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<ExperimentState>))]
public readonly record struct ExperimentState(string Value) : IOpenEnum<ExperimentState>
{
    /// <summary>Gets <c>LIVE</c>: the experiment is in use.</summary>
    public static ExperimentState Live { get; } = new("LIVE");

    /// <summary>
    /// Gets <c>ARCHIVED</c>: the experiment is archived: kept for audit, hidden from the dashboard's list of live ones. Nothing below it
    /// changes.
    /// </summary>
    public static ExperimentState Archived { get; } = new("ARCHIVED");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static ExperimentState IOpenEnum<ExperimentState>.Create(string value) => new(value);
}
