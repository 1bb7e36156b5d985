using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>A number measured in a version or a run.</summary>
public sealed record Metric : Artifact
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override ArtifactType ArtifactType => ArtifactType.Metric;

    /// <summary>Gets the measured number.</summary>
    public double? Value { get; init; }

    /// <summary>Gets when it was measured, to the millisecond.</summary>
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Gets the step of the training; the server keeps 32 bits.</summary>
    public long? Step { get; init; }

    /// <summary>Gets the state.</summary>
    public ArtifactState? State { get; init; }

    private protected override (string? Name, string? State) Summary => (Name, State?.Value);
}
