using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>What is to change in an experiment (<c>updateExperiment</c>). What is left out stays as it is.</summary>
public sealed record ExperimentUpdate : ResourceUpdate
{
    /// <summary>Gets who is responsible for the experiment.</summary>
    public string? Owner { get; init; }

    /// <summary>
    /// Gets whether the experiment is in use. When it is <see langword="null"/> the state stays as it is: the request then says
    /// <c>null</c>, since the server resets a state that it does not find.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ExperimentState? State { get; init; }
}
