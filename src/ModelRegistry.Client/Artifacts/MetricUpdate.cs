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
    [JsonConverter(typeof(OptionalDoubleConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> Value { get; init => field = MetricNumber.Finite(value); }

    /// <summary>Gets when it was measured, to the millisecond.</summary>
    [JsonConverter(typeof(OptionalTimeConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<DateTimeOffset?> Timestamp { get; init; }

    /// <summary>Gets the step of the training; the server keeps 32 bits.</summary>
    [JsonConverter(typeof(OptionalInt64Converter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<long?> Step { get; init; }

    /// <summary>Gets the state. Left out, the state stays as it is: the request then says <c>null</c>, since the server resets a state that it does not find.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<ArtifactState>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Optional<ArtifactState?> State { get; init; }
}
