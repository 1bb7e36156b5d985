namespace ModelRegistry.Seeding;

/// <summary>What has become of an entry of a catalog since it was registered.</summary>
public enum CatalogChangeKind
{
    /// <summary>A text for people.</summary>
    Documentation = 0,

    /// <summary>A fact that is neither the licence nor a validation.</summary>
    Metadata,

    /// <summary>The licence, or the address of its text.</summary>
    Licence,

    /// <summary>The label <c>validated</c> or one of the products in <c>validated_on</c> has gone.</summary>
    Validation,

    /// <summary>The address of the files.</summary>
    Artifact,

    /// <summary>The entry is in another source now.</summary>
    Moved,

    /// <summary>The catalog no longer has the entry.</summary>
    Gone,

    /// <summary>The source can't be read or is switched off, so that nothing can be said.</summary>
    SourceBroken,

    /// <summary>The catalog is as it was, and what is registered is not.</summary>
    ChangedByHand,

    /// <summary>The origin is written as dashboards did before 3.0, so that nothing can be said.</summary>
    OlderProvenance,
}
