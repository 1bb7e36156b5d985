namespace ModelRegistry.Client;

/// <summary>What a new artifact of type <c>parameter</c> is made of.</summary>
/// <remarks>
/// Below a version or a run, a parameter whose name is taken there is updated instead; the server looks for the name as a LIKE pattern, so
/// that <c>a_c</c> overwrites <c>abc</c>.
/// </remarks>
public sealed record ParameterCreate : ArtifactCreate
{
    /// <inheritdoc/>
    public override ArtifactType ArtifactType => ArtifactType.Parameter;

    /// <summary>Gets the value, as text.</summary>
    public string? Value { get; init; }

    /// <summary>Gets how the text is to be read; the server sets no default.</summary>
    public ParameterType? ParameterType { get; init; }
}
