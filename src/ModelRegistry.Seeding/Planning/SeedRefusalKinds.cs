using ModelRegistry.Client;

namespace ModelRegistry.Seeding;

/// <summary>Why something can't be made as a seed says, beside the kinds of <see cref="RefusalKind"/>.</summary>
public static class SeedRefusalKinds
{
    /// <summary>Gets the kind of what another set owns; <see cref="SeedRunnerOptions.TakeOver"/> allows it.</summary>
    public static RefusalKind OtherSet { get; } = new("OtherSet");

    /// <summary>Gets the kind of what the same set owns from another source; <see cref="SeedRunnerOptions.TakeOver"/> allows it.</summary>
    public static RefusalKind OtherSource { get; } = new("OtherSource");

    /// <summary>
    /// Gets the kind of another URI for an artifact of a live version; <see cref="SeedRunnerOptions.AllowUriChange"/> allows it.
    /// </summary>
    public static RefusalKind UriChange { get; } = new("UriChange");

    /// <summary>Gets the kind of an external id that another entity has.</summary>
    public static RefusalKind TakenExternalId { get; } = new("TakenExternalId");

    /// <summary>
    /// Gets the kind of what is to be archived and a deployment holds; <see cref="SeedRunnerOptions.ArchiveDeployed"/> allows it.
    /// </summary>
    public static RefusalKind Deployed { get; } = new("Deployed");

    /// <summary>
    /// Gets the kind of a set that more has left than one run may archive; <see cref="SeedRunnerOptions.PruneLimit"/> says how much.
    /// </summary>
    public static RefusalKind PruneLimit { get; } = new("PruneLimit");
}
