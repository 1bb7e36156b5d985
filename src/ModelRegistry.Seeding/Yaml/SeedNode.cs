namespace ModelRegistry.Seeding.Yaml;

/// <summary>A value in a seed file, with its place. Nodes that are referred to by aliases are shared.</summary>
internal abstract class SeedNode(SeedLocation location)
{
    public SeedLocation Location { get; } = location;

    /// <summary>Gets how many nodes there are when aliases are written out, this one included.</summary>
    public virtual long Size => 1;

    /// <summary>Gets how many levels of nodes there are, this one included.</summary>
    public virtual int Height => 1;

    /// <summary>Gets the kind of value for messages: <c>a list</c>.</summary>
    public abstract string Kind { get; }
}
