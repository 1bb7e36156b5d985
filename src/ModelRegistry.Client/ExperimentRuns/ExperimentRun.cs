using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>A run of an experiment: the parent of its artifacts, metrics and parameters.</summary>
public sealed record ExperimentRun : RegistryResource
{
    /// <summary>Gets the name, unique below its experiment.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the id of the experiment that the run belongs to.</summary>
    public required string ExperimentId { get; init; }

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

    private protected override (string? Name, string? State) Summary => (Name, State?.Value);
}
