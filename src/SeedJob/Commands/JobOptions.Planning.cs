namespace SeedJob.Commands;

/// <content>The options that say what a seed is compared with, and what is allowed of what is refused otherwise.</content>
internal static partial class JobOptions
{
    public static readonly JobOption Prune = new("--prune", "SEED_PRUNE", null,
        "Archive what the seed's set owns and no longer declares. Never touches anything else.");

    public static readonly JobOption PruneLimit = new("--prune-limit", "SEED_PRUNE_LIMIT", "NUMBER|PERCENT%|none",
        "How much of what the set owns may be archived in one run: more is refused as a whole. Default: what the seed says, or 3 or 30%, "
            + "whichever is more.");

    public static readonly JobOption ArchiveDeployed = new("--archive-deployed", "SEED_ARCHIVE_DEPLOYED", null,
        "Archive also what an inference service of the registry is DEPLOYED with, which is refused otherwise.");

    public static readonly JobOption AllowUriChange = new("--allow-uri-change", "SEED_ALLOW_URI_CHANGE", null,
        "Change the URI of an artifact of a live version in its place, which is refused otherwise.");

    public static readonly JobOption Source = new("--source", "SEED_SOURCE", "TEXT",
        "Where the seed comes from, for example the address of its repository: two sources of one set refuse each other. Default: what the "
        + "seed says. Of the catalog commands, on the command line alone: ids of sources of the catalog, separated by commas; default: all "
            + "that are enabled.");

    public static readonly JobOption TakeOver = new("--take-over", "SEED_TAKE_OVER", null,
        "Make the seed's set the owner of what it declares and another set owns, which is refused otherwise.");

    /// <summary>Gets all of them: a command that has one has each.</summary>
    public static IReadOnlyList<JobOption> PlanningGroup => [Prune, PruneLimit, ArchiveDeployed, AllowUriChange, Source, TakeOver];

    /// <summary>Reads the options of <see cref="PlanningGroup"/>.</summary>
    public static ModelRegistry.Seeding.SeedRunnerOptions ReadPlanning(JobRun run) => new()
    {
        Concurrency = run.Concurrency,
        Prune = run.IsSet(Prune),
        PruneLimit = run.Value<ModelRegistry.Seeding.PruneLimit>(
            PruneLimit, default, ModelRegistry.Seeding.PruneLimit.TryParse, "give a number, a percentage such as 30%, or none"),
        ArchiveDeployed = run.IsSet(ArchiveDeployed),
        AllowUriChange = run.IsSet(AllowUriChange),
        Source = run.Text(Source),
        TakeOver = run.IsSet(TakeOver),
    };
}
