namespace SeedJob.Commands;

/// <summary>The options of every command that speaks to a registry.</summary>
internal static class RegistryOptions
{
    public static IReadOnlyList<JobOption> All { get; } =
        [JobOptions.Registry, JobOptions.TokenFile, JobOptions.CaFile, JobOptions.ApiVersion, JobOptions.Wait, JobOptions.LogFormat];
}
