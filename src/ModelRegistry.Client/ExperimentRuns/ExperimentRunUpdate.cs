using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What is to change in an experiment run (<c>updateExperimentRun</c>). What is left out stays as it is.</summary>
public sealed record ExperimentRunUpdate : ResourceUpdate
{
    /// <summary>Gets when the run ended, to the millisecond; not before its start.</summary>
    [JsonPropertyName("endTimeSinceEpoch")]
    [JsonConverter(typeof(OptionalTimeConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<DateTimeOffset?> EndTime { get; init; }

    /// <summary>Gets how far the run has come. Left out, the state stays as it is: the request then says <c>null</c>, since the server resets a state that it does not find.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<ExperimentRunStatus>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Optional<ExperimentRunStatus?> Status { get; init; }

    /// <summary>Gets whether the run is in use. Left out, the state stays as it is: the request then says <c>null</c>, since the server resets a state that it does not find.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<ExperimentRunState>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Optional<ExperimentRunState?> State { get; init; }

    /// <summary>Gets who answers for the run.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Owner { get; init; }
}
