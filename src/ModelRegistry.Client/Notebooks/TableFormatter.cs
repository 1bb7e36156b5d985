namespace ModelRegistry.Client.Notebooks;

/// <summary>Shows values of a type as an HTML table.</summary>
/// <param name="type">The type; values of derived types are shown too.</param>
/// <param name="table">Makes the table of a value.</param>
internal sealed class TableFormatter(Type type, Func<object, HtmlTable> table)
{
    /// <summary>Gets the kind of output.</summary>
    public string MimeType { get; } = "text/html";

    /// <summary>Gets the type whose values are shown.</summary>
    public Type Type { get; } = type;

    /// <summary>Writes the table of a value.</summary>
    public bool Format(object value, TextWriter writer)
    {
        table(value).WriteTo(writer);
        return true;
    }
}
