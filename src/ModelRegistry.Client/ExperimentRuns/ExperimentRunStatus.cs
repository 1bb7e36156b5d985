using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>How far an experiment run has come.</summary>
/// <param name="Value">The text on the wire; case counts. A text that is not among the known ones is kept as it is.</param>
[JsonConverter(typeof(OpenEnumConverter<ExperimentRunStatus>))]
public readonly record struct ExperimentRunStatus(string Value) : IOpenEnum<ExperimentRunStatus>
{
    /// <summary>Gets <c>RUNNING</c>: the run has been started; the server's default.</summary>
    public static ExperimentRunStatus Running { get; } = new("RUNNING");

    /// <summary>Gets <c>SCHEDULED</c>: the run is to start later.</summary>
    public static ExperimentRunStatus Scheduled { get; } = new("SCHEDULED");

    /// <summary>Gets <c>FINISHED</c>: the run has completed.</summary>
    public static ExperimentRunStatus Finished { get; } = new("FINISHED");

    /// <summary>Gets <c>FAILED</c>: the run has failed.</summary>
    public static ExperimentRunStatus Failed { get; } = new("FAILED");

    /// <summary>Gets <c>KILLED</c>: a person stopped the run.</summary>
    public static ExperimentRunStatus Killed { get; } = new("KILLED");

    /// <summary>Shows the text on the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Value ?? "";

    static ExperimentRunStatus IOpenEnum<ExperimentRunStatus>.Create(string value) => new(value);
}
