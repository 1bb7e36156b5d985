namespace ModelRegistry.Client;

/// <summary>A truth value (<c>bool_value</c>).</summary>
/// <param name="Value">The flag.</param>
public sealed record MetadataBoolValue(bool Value) : MetadataValue
{
    /// <inheritdoc/>
    public override string MetadataType => "MetadataBoolValue";

    /// <summary>Shows the flag as JSON does.</summary>
    /// <returns><c>true</c> or <c>false</c>.</returns>
    public override string ToString() => Value ? "true" : "false";
}
