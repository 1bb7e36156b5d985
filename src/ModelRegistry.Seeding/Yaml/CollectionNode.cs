namespace ModelRegistry.Seeding.Yaml;

/// <summary>A mapping or list. It knows how large it is with aliases written out.</summary>
internal abstract class CollectionNode(SeedLocation location) : SeedNode(location)
{
    private long _size = 1;
    private int _height = 1;

    public sealed override long Size => _size;

    public sealed override int Height => _height;

    protected void Contain(SeedNode child, int own = 0)
    {
        _size += child.Size + own;
        _height = Math.Max(_height, child.Height + 1);
    }
}
