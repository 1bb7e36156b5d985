using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What is to change in an experiment run (<c>updateExperimentRun</c>). What is left out stays as it is.</summary>
public sealed record ExperimentRunUpdate : ResourceUpdate
{
    /// <summary>Gets when the run ended, to the millisecond; not before its start.</summary>
    [JsonPropertyName("endTimeSinceEpoch")]
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>
    /// Gets how far the run has come. When it is <see langword="null"/> the state stays as it is: the request then says <c>null</c>,
    /// since the server resets a state that it does not find.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ExperimentRunStatus? Status { get; init; }

    /// <summary>
    /// Gets whether the run is in use. When it is <see langword="null"/> the state stays as it is: the request then says <c>null</c>,
    /// since the server resets a state that it does not find.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ExperimentRunState? State { get; init; }

    /// <summary>Gets who is responsible for the run.</summary>
    public string? Owner { get; init; }
}
