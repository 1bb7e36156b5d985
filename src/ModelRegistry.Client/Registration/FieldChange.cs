namespace ModelRegistry.Client;

/// <summary>A field that is to change.</summary>
/// <param name="Field">The API's name of the field, for example <c>owner</c> or <c>customProperties.quantization</c>.</param>
/// <param name="Before">What it is, as text; <see langword="null"/> when it is not set.</param>
/// <param name="After">What it will be, as text.</param>
public sealed record FieldChange(string Field, string? Before, string After);
