using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What a new artifact of type <c>metric</c> is made of.</summary>
/// <remarks>
/// Below a version or a run, a metric whose name is taken there is updated instead; the server looks for the name as a LIKE pattern, so
/// that <c>a_c</c> overwrites <c>abc</c>.
/// </remarks>
public sealed record MetricCreate : ArtifactCreate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.Metric;

    /// <summary>Gets the measured number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
    public required double Value { get; init => field = MetricNumber.Finite(value); }

    /// <summary>Gets when it was measured, to the millisecond.</summary>
    [JsonConverter(typeof(EpochMillisecondsConverter))]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Gets the step of the training; the server keeps 32 bits.</summary>
    public long? Step { get; init; }
}
