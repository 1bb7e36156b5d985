namespace ModelRegistry.Seeding.Yaml;

/// <summary>What a scalar is in the core schema of YAML 1.2.</summary>
internal enum ScalarKind : byte
{
    Text,
    Null,
    Boolean,
    Integer,
    Float,

    /// <summary>An infinity or NaN.</summary>
    NotFinite,

    /// <summary>A value whose substitution failed. That is reported already, so its readers go on silently.</summary>
    Broken,
}
