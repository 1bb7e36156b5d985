namespace ModelRegistry.Seeding;

/// <summary>What is left in a seed when nobody has rendered the template that it is.</summary>
internal static class Template
{
    public const string Opening = "{{";

    public const string Hint = ". This is a template that was not rendered: render it first, or quote it if the braces are meant";

    /// <summary>Gets the hint where a text looks like a template of Helm, Jinja or the like.</summary>
    public static string HintFor(ReadOnlySpan<char> text) =>
        text.Contains(Opening, StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal) ? Hint : "";
}
