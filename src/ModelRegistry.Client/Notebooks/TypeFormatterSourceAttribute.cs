namespace ModelRegistry.Client.Notebooks;

/// <summary>
/// Names what shows a type in notebooks. .NET Interactive finds the attribute by its name and calls what it finds by their names too, so
/// that a library needs no package of its: an <c>IEnumerable CreateTypeFormatters()</c> whose items have <c>MimeType</c>, <c>Type</c> and
/// <c>bool Format(object, TextWriter)</c>.
/// </summary>
/// <param name="formatterSourceType">The type with <c>CreateTypeFormatters</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>Gets the type with <c>CreateTypeFormatters</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;
}
