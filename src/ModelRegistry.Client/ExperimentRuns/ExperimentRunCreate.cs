using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What a new experiment run is made of (<c>createExperimentRun</c>, <c>createExperimentExperimentRun</c>).</summary>
public sealed record ExperimentRunCreate : ResourceCreate
{
    /// <summary>Gets the name, unique below its experiment and fixed once created; a UUID when not given.</summary>
    public string? Name { get; init; }

    /// <summary>Gets when the run started, to the millisecond; fixed once created.</summary>
    [JsonPropertyName("startTimeSinceEpoch")]
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Gets when the run ended, to the millisecond; not before its start.</summary>
    [JsonPropertyName("endTimeSinceEpoch")]
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Gets how far the run has come; the server makes it <c>RUNNING</c> when it is not given.</summary>
    public ExperimentRunStatus? Status { get; init; }

    /// <summary>Gets whether the run is in use; the server makes it <c>LIVE</c> when it is not given.</summary>
    public ExperimentRunState? State { get; init; }

    /// <summary>Gets who is responsible for the run.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets the parent: the server wants it in the body, also where the path names it.</summary>
    [JsonInclude]
    internal string? ExperimentId { get; init; }

    internal override string? NameOrNull => Name;
}
