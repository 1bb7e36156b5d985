namespace ModelRegistry.Seeding.Yaml;

/// <summary>A list.</summary>
internal sealed class SequenceNode(SeedLocation location) : SeedNode(location)
{
    private readonly List<SeedNode> _items = [];

    public IReadOnlyList<SeedNode> Items => _items;

    public override string Kind => "a list";

    public void Add(SeedNode item)
    {
        _items.Add(item);
        Contain(item);
    }
}
