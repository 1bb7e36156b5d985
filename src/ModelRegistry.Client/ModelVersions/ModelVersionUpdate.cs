using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>What is to change in a model version (<c>updateModelVersion</c>). What is left out stays as it is.</summary>
public sealed record ModelVersionUpdate : ResourceUpdate
{
    /// <summary>Gets who made the version.</summary>
    public string? Author { get; init; }

    /// <summary>
    /// Gets whether the version is in use. When it is <see langword="null"/> the state stays as it is: the request then says <c>null</c>,
    /// since the server resets a state that it does not find.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ModelVersionState? State { get; init; }
}
