namespace SeedJob.Commands;

/// <content>The options of a command that writes to the registry.</content>
internal static partial class JobOptions
{
    public static readonly JobOption AuditLog = new("--audit-log", "SEED_AUDIT_LOG", "FILE|-",
        "Where to append one line of JSON for each change; '-' is standard output. Default: nowhere.");

    public static readonly JobOption Actor = new("--actor", "SEED_ACTOR", "NAME",
        "Who is named in the audit log. Default: seed-job.");

    /// <summary>Gets all of them: a command that has one has each.</summary>
    public static IReadOnlyList<JobOption> AuditGroup => [AuditLog, Actor];

    /// <summary>Opens the audit log, where one is named.</summary>
    public static Output.AuditLog? OpenAuditLog(JobRun run, string? set) => run.Text(AuditLog) is { } path
        ? new Output.AuditLog(path, run.Terminal, run.Environment.Time, run.Text(Actor) ?? "seed-job", set)
        : null;
}
