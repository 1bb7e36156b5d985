using ModelRegistry.Seeding;
using SeedJob.Commands;
using SeedJob.Running;

namespace SeedJob.Coverage;

/// <summary>Finds out what a cluster runs, from a file or from the cluster itself, and refuses what may be less than all.</summary>
internal static class ClusterReading
{
    private const string ServiceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string StandardInput = "-";

    /// <summary>Reads what the options name.</summary>
    /// <exception cref="JobException">There is no such thing, it can't be read, or it may be less than all that runs.</exception>
    public static async Task<ClusterState> ReadAsync(JobRun run, CancellationToken cancellationToken)
    {
        IReadOnlyList<ClusterKind> kinds = run.Value(
            JobOptions.Kinds, ClusterKind.All, ClusterKind.TryParse, "give inferenceservices, llminferenceservices or both");
        string? file = run.Text(JobOptions.Deployments);
        bool inCluster = run.IsSet(JobOptions.InCluster);
        if (inCluster == (file is not null))
        {
            throw new JobException(
                ExitCode.BadInput,
                inCluster
                    ? "--deployments and --in-cluster exclude each other: give one of them."
                    : "Nothing says what runs. Give --deployments FILE with the output of 'oc get inferenceservices -A -o json', or "
                        + "--in-cluster inside a cluster.");
        }

        bool allowEmpty = run.IsSet(JobOptions.AllowEmpty);
        ClusterState cluster = inCluster
            ? await AskAsync(run, kinds, allowEmpty, cancellationToken).ConfigureAwait(false)
            : await ReadFileAsync(run, file!, cancellationToken).ConfigureAwait(false);
        if (!allowEmpty)
        {
            RefuseEmpty(cluster, kinds, inCluster);
        }

        return cluster;
    }

    /// <summary>Decides which registry labels mean that name one.</summary>
    /// <exception cref="JobException">
    /// They name several, and nothing says which of them this is: ids of one would be looked up in the other.
    /// </exception>
    public static string? RegistryName(JobRun run, ClusterState cluster)
    {
        if (run.Text(JobOptions.RegistryName) is { } name)
        {
            return name;
        }

        string[] named =
        [
            .. cluster.Deployments.Select(deployment => deployment.RegistryName).OfType<string>().Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        if (named.Length > 1)
        {
            throw new JobException(
                ExitCode.BadInput,
                $"The labels modelregistry.opendatahub.io/name name {named.Length} registries ({string.Join(", ", named.Take(5))}), and "
                + $"the same id means another model in each: say with {JobOptions.RegistryName.Name} which of them this is.");
        }

        if (named is [var only])
        {
            run.Log.Information(
                $"The labels name the registry '{only}', which is taken for this one; {JobOptions.RegistryName.Name} says so for certain.");
        }

        return null;
    }

    private static async Task<ClusterState> AskAsync(
        JobRun run, IReadOnlyList<ClusterKind> kinds, bool allowEmpty, CancellationToken cancellationToken)
    {
        using ClusterApi api = ClusterApi.Open(run.Environment, run.Text(JobOptions.ServiceAccount) ?? ServiceAccountDirectory);
        DateTimeOffset time = run.Environment.Time.GetUtcNow();
        var deployments = new List<ClusterDeployment>();
        foreach (ClusterKind kind in kinds)
        {
            if (await api.ListAsync(kind, cancellationToken).ConfigureAwait(false) is { } found)
            {
                deployments.AddRange(found);
            }
            else if (!allowEmpty)
            {
                throw new JobException(
                    ExitCode.BadInput,
                    $"The cluster does not know {kind.Resource}.serving.kserve.io. If that is right, leave the kind out: "
                    + $"--kinds {string.Join(',', ClusterKind.All.Where(other => other != kind).Select(other => other.Resource))}, or give "
                        + "--allow-empty.");
            }
        }

        return new ClusterState(deployments, $"the API server at {api.Address}", time);
    }

    private static async Task<ClusterState> ReadFileAsync(JobRun run, string file, CancellationToken cancellationToken)
    {
        string name = file == StandardInput ? "standard input" : file;
        try
        {
            // Waiting for a pipe does not end with a request to stop.
            Task<byte[]> reading = Task.Run(() => ReadBytesAsync(run, file, run.Environment.Stop), cancellationToken);
            byte[] json = await reading.WaitAsync(run.Environment.Stop).WaitAsync(cancellationToken).ConfigureAwait(false);
            DateTimeOffset? time = file != StandardInput && File.Exists(file) ? new DateTimeOffset(File.GetLastWriteTimeUtc(file)) : null;
            return new ClusterState(ClusterDeployments.Parse(json), name, time);
        }
        catch (FormatException exception)
        {
            throw new JobException(
                ExitCode.BadInput,
                $"{name} holds no deployments: {exception.Message}. It should be what 'oc get inferenceservices -A -o json' prints; look "
                    + "at what that wrote to standard error.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobException(ExitCode.BadInput, $"The deployments can't be read from {name}: {exception.Message}", exception);
        }
    }

    private static async Task<byte[]> ReadBytesAsync(JobRun run, string file, CancellationToken cancellationToken)
    {
        Stream input = file == StandardInput ? run.Environment.OpenInput() : new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using (input.ConfigureAwait(false))
        {
            var content = new MemoryStream();
            await input.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            return content.ToArray();
        }
    }

    /// <summary>
    /// Through a pipe, <c>oc get</c> prints a list without the items that its caller may not see, and reports that elsewhere. The API
    /// server refuses, so a kind without items is one there, and only a cluster without any is more likely to be the wrong one.
    /// </summary>
    private static void RefuseEmpty(ClusterState cluster, IReadOnlyList<ClusterKind> kinds, bool inCluster)
    {
        ClusterKind[] missing = [.. kinds.Where(kind => cluster.Deployments.All(deployment => deployment.Kind != kind.Kind))];
        if (missing.Length == kinds.Count)
        {
            throw new JobException(
                ExitCode.BadInput,
                inCluster
                    ? "The cluster runs nothing of the kinds asked for. If that is right, give --allow-empty."
                    : $"The list from {cluster.Source} is empty. 'oc get' prints an empty list also to somebody who may not list these "
                        + "objects: look at its exit code and at its standard error. If nothing runs, give --allow-empty.");
        }

        if (missing is [var kind, ..] && !inCluster)
        {
            throw new JobException(
                ExitCode.BadInput,
                $"The list from {cluster.Source} has no {kind.Kind}. 'oc get' leaves out what its caller may not list: ask for "
                + $"{kind.Resource} alone, and look at the exit code. If there is none, give --allow-empty, or --kinds "
                    + $"{string.Join(',', kinds.Where(other => other != kind).Select(other => other.Resource))}.");
        }
    }
}
