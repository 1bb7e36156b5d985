namespace ModelRegistry.Seeding.Yaml;

/// <summary>A text, number, truth value or null.</summary>
internal sealed class ScalarNode(SeedLocation location, string text, ScalarKind type, bool isSubstituted = false, bool isCanonical = true)
    : SeedNode(location)
{
    /// <summary>Gets the text as written, substitutions done.</summary>
    public string Text { get; private set; } = text;

    public ScalarKind Type { get; private set; } = type;

    /// <summary>Gets whether a variable's or file's value is part of the text.</summary>
    public bool IsSubstituted { get; private set; } = isSubstituted;

    /// <summary>Gets whether a number without a tag is written as it comes back, or as JSON has it in a JSON file.</summary>
    public bool IsCanonical { get; private set; } = isCanonical;

    public override string Kind => Type switch
    {
        ScalarKind.Null => "no value",
        ScalarKind.Boolean => "a boolean",
        ScalarKind.Integer => "an integer",
        ScalarKind.Float or ScalarKind.NotFinite => "a number",
        _ => "a text",
    };

    /// <summary>Takes over what another node of the same place holds, once that is known.</summary>
    public void Become(ScalarNode other) =>
        (Text, Type, IsSubstituted, IsCanonical) = (other.Text, other.Type, other.IsSubstituted, other.IsCanonical);
}
