using System.Text.Json.Serialization;

namespace ModelRegistry.Client;

/// <summary>
/// What a new artifact is made of: a <see cref="ModelArtifactCreate"/>, <see cref="DocArtifactCreate"/>, <see cref="DataSetCreate"/>,
/// <see cref="MetricCreate"/> or <see cref="ParameterCreate"/>.
/// </summary>
[JsonDerivedType(typeof(ModelArtifactCreate))]
[JsonDerivedType(typeof(DocArtifactCreate))]
[JsonDerivedType(typeof(DataSetCreate))]
[JsonDerivedType(typeof(MetricCreate))]
[JsonDerivedType(typeof(ParameterCreate))]
public abstract record ArtifactCreate : ResourceCreate
{
    private protected ArtifactCreate()
    {
    }

    /// <summary>Gets the kind of the artifact.</summary>
    public abstract ArtifactType ArtifactType { get; }

    /// <summary>Gets the name, fixed once created; a UUID when not given.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the state.</summary>
    public ArtifactState? State { get; init; }

    /// <summary>Gets the artifact to update and attach instead of making a new one.</summary>
    [JsonInclude]
    internal string? Id { get; init; }

    internal sealed override string? NameOrNull => Name;
}
