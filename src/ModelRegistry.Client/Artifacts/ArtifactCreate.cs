using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>
/// What a new artifact is made of: a <see cref="ModelArtifactCreate"/>, <see cref="DocArtifactCreate"/>, <see cref="DataSetCreate"/>,
/// <see cref="MetricCreate"/> or <see cref="ParameterCreate"/>.
/// </summary>
public abstract record ArtifactCreate : ResourceCreate
{
    private protected ArtifactCreate()
    {
    }

    /// <summary>Gets the kind of the artifact.</summary>
    public abstract ArtifactType ArtifactType { get; }

    /// <summary>Gets the name, fixed once created; a UUID when not given.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the artifact to update and attach instead of making a new one.</summary>
    [JsonInclude]
    internal string? Id { get; init; }

    private protected sealed override string? NameOrNull => Name;
}
