namespace ModelRegistry.Client;

/// <summary>A text (<c>string_value</c>). With an empty text the dashboard shows the property as a label.</summary>
/// <param name="Value">The text; never <see langword="null"/>.</param>
public sealed record MetadataStringValue(string Value) : MetadataValue
{
    /// <summary>Gets the text.</summary>
    public string Value { get; init; } = Value ?? throw new ArgumentNullException(nameof(Value));

    /// <inheritdoc/>
    public override string MetadataType => "MetadataStringValue";

    /// <summary>Shows the text.</summary>
    /// <returns>The text itself.</returns>
    public override string ToString() => Value;
}
