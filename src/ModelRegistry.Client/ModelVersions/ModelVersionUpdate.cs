using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>What is to change in a model version (<c>updateModelVersion</c>). What is left out stays as it is.</summary>
public sealed record ModelVersionUpdate : ResourceUpdate
{
    /// <summary>Gets who made the version.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Author { get; init; }

    /// <summary>Gets whether the version is in use. Left out, the state stays as it is: the request then says <c>null</c>, since the server resets a state that it does not find.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<ModelVersionState>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Optional<ModelVersionState?> State { get; init; }
}
