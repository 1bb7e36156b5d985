namespace ModelRegistry.Client;

/// <summary>What is to change in an artifact of type <c>parameter</c>. What is left out stays as it is.</summary>
public sealed record ParameterUpdate : ArtifactUpdate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.Parameter;

    /// <summary>Gets the value, as text.</summary>
    public string? Value { get; init; }

    /// <summary>Gets how the text is to be read; the server sets no default.</summary>
    public ParameterType? ParameterType { get; init; }
}
