namespace ModelRegistry.Seeding.Yaml;

/// <summary>A key of a mapping, its place and its value.</summary>
internal readonly record struct MappingEntry(string Key, SeedLocation KeyLocation, SeedNode Value);
