using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What is to change in an artifact of type <c>metric</c>. What is left out stays as it is.</summary>
public sealed record MetricUpdate : ArtifactUpdate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.Metric;

    /// <summary>Gets the measured number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
    public double? Value { get; init => field = MetricNumber.Finite(value); }

    /// <summary>Gets when it was measured, to the millisecond.</summary>
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Gets the step of the training; the server keeps 32 bits.</summary>
    public long? Step { get; init; }
}
