using ModelRegistry.Artifacts;
using ModelRegistry.Seeding;
using SeedJob.Commands;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Artifacts;

/// <summary>Asks about many artifacts at once, each place once.</summary>
internal static class ArtifactSurvey
{
    /// <summary>Asks about all of them.</summary>
    public static async Task<IReadOnlyList<ArtifactFinding>> CheckAsync(
        JobRun run, IReadOnlyList<ArtifactTarget> targets, CancellationToken cancellationToken)
    {
        using ArtifactChecker checker = ArtifactOptions.CreateChecker(run);
        (string Uri, string? Format)[] places = [.. targets.Select(target => (target.Uri, target.Format)).Distinct()];
        var checks = new ArtifactCheck[places.Length];
        bool isShown = run.LogFormat == LogFormat.Text;
        (int done, int failed) = (0, 0);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Environment.Stop);
        try
        {
            await Parallel.ForAsync(
                0,
                places.Length,
                new ParallelOptions { MaxDegreeOfParallelism = run.Concurrency, CancellationToken = either.Token },
                async (index, token) =>
                {
                    (string uri, string? format) = places[index];
                    checks[index] = await checker.CheckAsync(uri, format, token).ConfigureAwait(false);
                    if (checks[index].Status is not (ArtifactStatus.Found or ArtifactStatus.NotCheckable))
                    {
                        Interlocked.Increment(ref failed);
                    }

                    int now = Interlocked.Increment(ref done);
                    if (isShown)
                    {
                        run.Terminal.ShowStatus($"checked {now}/{places.Length} artifacts{(failed == 0 ? "" : $", {failed} not found")}");
                    }
                }).ConfigureAwait(false);
        }
        finally
        {
            run.Terminal.ShowStatus("");
        }

        Dictionary<(string, string?), ArtifactCheck> byPlace = places.Zip(checks).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. targets.Select(target => new ArtifactFinding(target, byPlace[(target.Uri, target.Format)]))];
    }

    /// <summary>Asks about the model artifacts of a seed that is about to be applied.</summary>
    /// <exception cref="JobException">One is not there, or nobody knows.</exception>
    public static async Task RequireAsync(JobRun run, Seed seed, CancellationToken cancellationToken)
    {
        IReadOnlyList<ArtifactFinding> findings = await CheckAsync(run, ArtifactTarget.Of(seed), cancellationToken).ConfigureAwait(false);
        int code = ArtifactFinding.CodeOf(findings);
        if (code == ExitCode.Success)
        {
            return;
        }

        ArtifactFinding[] failed = [.. findings.Where(finding => finding.Code != ExitCode.Success)];
        foreach (ArtifactFinding finding in failed)
        {
            run.Log.Error(
                $"{finding.Target.Path}: {finding.Status}: {finding.Target.Uri}{(finding.Message is { } message ? $": {message}" : "")}");
        }

        throw new JobException(
            code, $"{failed.Length} of {findings.Count} artifacts were not found as they should be. Nothing was written.");
    }
}
