using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A valid default of a field.</summary>
internal readonly record struct DefaultValue<T>(Field<T> Field, SeedNode Value);
