namespace ModelRegistry.Seeding.Yaml;

/// <summary>A list.</summary>
internal sealed class SequenceNode(SeedLocation location) : CollectionNode(location)
{
    public List<SeedNode> Items { get; } = [];

    public override string Kind => "a list";

    public void Add(SeedNode item)
    {
        Items.Add(item);
        Contain(item);
    }
}
