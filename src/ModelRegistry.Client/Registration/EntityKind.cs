namespace ModelRegistry.Client;

/// <summary>The kinds of entities that a registration consists of.</summary>
public enum EntityKind
{
    /// <summary>A registered model.</summary>
    RegisteredModel = 0,

    /// <summary>A version of a registered model.</summary>
    ModelVersion,

    /// <summary>An artifact below a version.</summary>
    Artifact,
}
