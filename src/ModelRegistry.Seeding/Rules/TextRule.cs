namespace ModelRegistry.Seeding.Rules;

/// <summary>What a text has to be like: a check for the reader, and as much of it as JSON Schema can say.</summary>
internal sealed class TextRule(Func<string, TextProblem?> check)
{
    /// <summary>Any text that the server takes.</summary>
    public static TextRule Any { get; } = new(TextRules.CheckText);

    /// <summary>The name of a model or set.</summary>
    public static TextRule Name { get; } = new(text => TextRules.CheckName(text, TextRules.MaximumName))
    {
        MinimumLength = 1,
        MaximumLength = TextRules.MaximumName,
    };

    /// <summary>The name of a version or artifact, which the server stores behind its parent's id and a colon.</summary>
    public static TextRule ChildName { get; } = new(text => TextRules.CheckName(text, TextRules.MaximumChildName))
    {
        MinimumLength = 1,
        MaximumLength = TextRules.MaximumChildName,
    };

    /// <summary>The name of a custom property, or a label.</summary>
    public static TextRule PropertyName { get; } = new(TextRules.CheckPropertyName)
    {
        MinimumLength = 1,
        MaximumLength = TextRules.MaximumName,
        ReservedPattern = TextRules.ReservedPropertyPattern,
    };

    /// <summary>The place of an artifact.</summary>
    public static TextRule Uri { get; } = new(UriRules.CheckArtifactUri)
    {
        MinimumLength = 1,
        MaximumLength = UriRules.MaximumArtifactBytes,
    };

    /// <summary>The address of a page.</summary>
    public static TextRule WebLink { get; } = new(UriRules.CheckWebLink) { MinimumLength = 1 };

    /// <summary>The address of a picture, or the picture itself.</summary>
    public static TextRule Picture { get; } = new(UriRules.CheckPicture) { MinimumLength = 1 };

    /// <summary>A pattern of artifact URIs in a policy.</summary>
    public static TextRule UriPattern { get; } = new(Seeding.Rules.UriPattern.Check) { MinimumLength = 1 };

    public int? MinimumLength { get; private init; }

    public int? MaximumLength { get; private init; }

    /// <summary>Gets a regular expression of what it must not be.</summary>
    public string? ReservedPattern { get; private init; }

    public TextProblem? Check(string text) => check(text);
}
