namespace SeedJob.Commands;

/// <content>The options of a command that reads a seed.</content>
internal static partial class JobOptions
{
    public static readonly JobOption Policy = new("--policy", "SEED_POLICY", "FILE",
        "A policy file that the seed must keep to, besides a policy of its own.");

    public static readonly JobOption SecretVariables = new("--secret-variables", "SEED_SECRET_VARIABLES", "NAMES",
        "Names of environment variables, separated by commas, whose values are hidden in every output.");

    public static readonly JobOption NoFileValues = new("--no-file-values", "SEED_NO_FILE_VALUES", null,
        "Refuse ${file:/path}, by which the author of the seed chooses files of this machine.");

    /// <summary>Gets all of them: a command that has one has each.</summary>
    public static IReadOnlyList<JobOption> ReadingGroup => [Policy, SecretVariables, NoFileValues];
}
