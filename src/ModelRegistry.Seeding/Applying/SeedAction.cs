namespace ModelRegistry.Seeding;

/// <summary>What was done about an entity.</summary>
public enum SeedAction
{
    /// <summary>Nothing: it was as it shall be.</summary>
    Unchanged = 0,

    /// <summary>It was created.</summary>
    Created,

    /// <summary>It was changed.</summary>
    Updated,

    /// <summary>It was to be created and was found to be there: the answer to its creation was lost, or somebody else was faster.</summary>
    Adopted,

    /// <summary>The set no longer declares it, so it was archived.</summary>
    Archived,

    /// <summary>A write was sent and no answer came, not even when it was looked up: it may have been made. Applying again finds out.</summary>
    Unconfirmed,
}
