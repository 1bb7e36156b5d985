namespace ModelRegistry.Seeding.Files;

/// <summary>A seed file's text, and the name by which its places are reported.</summary>
internal sealed record SourceText(string Name, string Text)
{
    public SeedLocation Start => new(Name, 1, 1);
}
