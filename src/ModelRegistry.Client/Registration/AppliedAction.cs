namespace ModelRegistry.Client;

/// <summary>What was done about an entity.</summary>
public enum AppliedAction
{
    /// <summary>Nothing: it was as specified.</summary>
    Unchanged = 0,

    /// <summary>It was created.</summary>
    Created,

    /// <summary>It was changed.</summary>
    Updated,

    /// <summary>
    /// It was to be created and then found to be there as specified: the response to its creation was lost, or somebody else was faster.
    /// </summary>
    Adopted,

    /// <summary>
    /// It was archived, since whatever it belongs to no longer declares it. Registering a model never does that.
    /// </summary>
    Archived,

    /// <summary>
    /// A write was sent and no response came, not even when it was looked up: it may have been made. Applying again finds out.
    /// </summary>
    Unconfirmed,

    /// <summary>
    /// Nothing: it was not dealt with, because something failed or was refused before, or the work was stopped. Applying again goes on.
    /// </summary>
    NotReached,
}
