namespace ModelRegistry.Client;

/// <summary>Which field of an entity is taken.</summary>
public enum ConflictingField
{
    /// <summary>It could not be told.</summary>
    Unknown = 0,

    /// <summary>The name. On MariaDB names are compared without regard to case and to trailing spaces.</summary>
    Name,

    /// <summary>The external id.</summary>
    ExternalId,
}
