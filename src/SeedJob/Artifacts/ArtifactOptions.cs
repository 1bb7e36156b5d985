using ModelRegistry.Artifacts;
using SeedJob.Commands;
using SeedJob.Running;

namespace SeedJob.Artifacts;

/// <summary>The options that say how artifacts are asked about.</summary>
internal static class ArtifactOptions
{
    public static IReadOnlyList<JobOption> All { get; } =
    [
        JobOptions.PullSecret, JobOptions.ArtifactCaFile, JobOptions.Rewrite,
        JobOptions.PlainHttp, JobOptions.S3Endpoint, JobOptions.S3Region,
        JobOptions.S3Addressing, JobOptions.S3Credentials, JobOptions.RequestTimeout,
    ];

    /// <summary>Makes what asks, as the options say.</summary>
    /// <exception cref="JobException">An option is wrong, or a file that one names can't be used.</exception>
    public static ArtifactChecker CreateChecker(JobRun run)
    {
        string? pullSecret = run.Text(JobOptions.PullSecret);
        if (pullSecret is not null && !File.Exists(pullSecret))
        {
            throw new JobException(ExitCode.BadInput, $"The pull secret {pullSecret} is not there.");
        }

        var options = new ArtifactCheckerOptions
        {
            PullSecretFile = pullSecret,
            CaFile = run.Text(JobOptions.ArtifactCaFile),
            Rewrites = run.Value<Dictionary<string, string>>(
                JobOptions.Rewrite, [], TryParseRewrites, "give FROM=TO, for example oci://registry.redhat.io/=oci://mirror.internal/"),
            PlainHttpHosts = run.Text(JobOptions.PlainHttp)
                ?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            S3Endpoint = run.Value<Uri?>(JobOptions.S3Endpoint, null, TryParseAddress, "give an address, https://HOST"),
            S3Region = run.Text(JobOptions.S3Region)
                ?? run.Environment.Variable("AWS_REGION")
                ?? run.Environment.Variable("AWS_DEFAULT_REGION"),
            S3PathStyle = run.Value<bool?>(JobOptions.S3Addressing, null, TryParseAddressing, "give auto, path or host"),
            S3Credentials = CredentialsOf(run),
            RequestTimeout = run.Value(
                JobOptions.RequestTimeout, TimeSpan.FromSeconds(15), TryParseTimeout, "give a duration, for example 15s"),
            Time = run.Environment.Time,
        };
        try
        {
            return new ArtifactChecker(options);
        }
        catch (ArgumentException exception)
        {
            throw new JobException(ExitCode.BadInput, exception.Message, exception);
        }
    }

    private static Func<string, string?> CredentialsOf(JobRun run)
    {
        if (run.Text(JobOptions.S3Credentials) is not { } directory)
        {
            return run.Environment.Variable;
        }

        if (!File.Exists(Path.Combine(directory, "AWS_ACCESS_KEY_ID")))
        {
            throw new JobException(
                ExitCode.BadInput, $"{directory} holds no file AWS_ACCESS_KEY_ID, as the mounted Secret of a data connection does.");
        }

        return name => Path.Combine(directory, name) is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    private static bool TryParseRewrites(string text, out Dictionary<string, string> rewrites)
    {
        rewrites = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || equals == pair.Length - 1)
            {
                return false;
            }

            rewrites[pair[..equals]] = pair[(equals + 1)..];
        }

        return rewrites.Count > 0;
    }

    private static bool TryParseAddress(string text, out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "https" or "http" && address.UserInfo.Length == 0;

    private static bool TryParseAddressing(string text, out bool? isInPath)
    {
        isInPath = text switch { "path" => true, "host" => false, _ => null };
        return text is "auto" or "path" or "host";
    }

    private static bool TryParseTimeout(string text, out TimeSpan timeout) =>
        Duration.TryParse(text, out timeout) && timeout > TimeSpan.Zero;
}
