using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What is to change in an experiment (<c>updateExperiment</c>). What is left out stays as it is.</summary>
public sealed record ExperimentUpdate : ResourceUpdate
{
    /// <summary>Gets who answers for the experiment.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Owner { get; init; }

    /// <summary>Gets whether the experiment is in use. Left out, the state stays as it is: the request then says <c>null</c>, since the server resets a state that it does not find.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<ExperimentState>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Optional<ExperimentState?> State { get; init; }
}
