using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>What a new model version is made of (<c>createModelVersion</c>, <c>createRegisteredModelVersion</c>).</summary>
public record ModelVersionCreate : ResourceCreate
{
    /// <summary>Gets the name, unique below its model and fixed once created.</summary>
    public required string Name { get; init; }

    /// <summary>Gets who made the version.</summary>
    public string? Author { get; init; }

    /// <summary>Gets whether the version is in use; the server makes it <c>LIVE</c> when it is not given.</summary>
    public ModelVersionState? State { get; init; }

    /// <summary>Gets the parent: the server wants it in the body, also where the path names it.</summary>
    [JsonInclude]
    internal string? RegisteredModelId { get; init; }

    internal override string? NameOrNull => Name;
}
