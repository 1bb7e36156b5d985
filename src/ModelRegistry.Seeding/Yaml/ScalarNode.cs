namespace ModelRegistry.Seeding.Yaml;

/// <summary>A text, number, truth value or null.</summary>
internal sealed class ScalarNode(SeedLocation location, string text, ScalarKind type, bool isSubstituted = false) : SeedNode(location)
{
    /// <summary>Gets the text as written, substitutions done.</summary>
    public string Text { get; } = text;

    public ScalarKind Type { get; } = type;

    /// <summary>Gets whether a variable's or file's value is part of the text.</summary>
    public bool IsSubstituted { get; } = isSubstituted;

    public override string Kind => Type switch
    {
        ScalarKind.Null => "no value",
        ScalarKind.Boolean => "a boolean",
        ScalarKind.Integer => "an integer",
        ScalarKind.Float or ScalarKind.NotFinite => "a number",
        _ => "a text",
    };
}
