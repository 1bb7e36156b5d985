namespace ModelRegistry.Seeding.Yaml;

/// <summary>A key of a mapping, its place and its value.</summary>
internal readonly struct MappingEntry(string key, SeedLocation keyLocation, SeedNode value)
{
    private readonly int _line = keyLocation.Line;
    private readonly int _column = keyLocation.Column;

    public string Key { get; } = key;

    /// <summary>Gets where the key is: in the same file as its value, which saves the memory for naming it twice.</summary>
    public SeedLocation KeyLocation => new(Value.Location.File, _line, _column);

    public SeedNode Value { get; } = value;
}
