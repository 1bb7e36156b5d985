using System.Globalization;
using ModelRegistry.Seeding;
using SeedJob.Commands;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Gate;

/// <summary>Prints the list of what is vetted, as a ConfigMap.</summary>
internal sealed class GateListCommand : JobCommand
{
    private const int MaxNamed = 20;

    public override string Name => "gate list";

    public override string Description =>
        "Prints the list for the admission gate: a ConfigMap with the URIs of what is in use, in the registry or, for reviews, in seeds.";

    public override IReadOnlyList<JobOption> Options =>
    [
        .. JobOptions.RegistryGroup, .. JobOptions.ReadingGroup, JobOptions.Concurrency, JobOptions.Connections, JobOptions.Prefixes,
        JobOptions.Namespace, JobOptions.File, JobOptions.LogFormat, JobOptions.TerminationLog,
    ];

    protected override bool WritesResult(JobRun run) => run.Text(JobOptions.File) is null;

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        string @namespace = GateNamespaces.Read(run, JobOptions.Namespace) ?? VettedList.DefaultNamespace;
        var list = new VettedList();
        if (run.Text(JobOptions.Connections) is { } connections)
        {
            list.Connections = await DataConnections.ReadAsync(connections, run.Terminal, cancellationToken).ConfigureAwait(false);
        }

        if (run.IsSet(JobOptions.Prefixes))
        {
            RefuseRegistry(run, "with --prefixes, which lists what policies allow");
            VettedPlaces.AddTo(list, await ReadPoliciesAsync(run, cancellationToken).ConfigureAwait(false));
            list.Annotate("source", "policy");
        }
        else
        {
            AddModels(list, await ReadModelsAsync(run, list, cancellationToken).ConfigureAwait(false), run);
        }

        if (!list.Fits)
        {
            throw new JobException(ExitCode.Failed, list.TooLong());
        }

        await ExportCommand.WriteAsync(run, list.ToYaml(@namespace)).ConfigureAwait(false);
        if (list.Count == 0)
        {
            run.Log.Warning("The list is empty: with the gate in mode deny, nothing new can be deployed.");
        }

        run.Summary = string.Create(CultureInfo.InvariantCulture, $"The list has {list.Count} lines.");
        return ExitCode.Success;
    }

    /// <summary>The policies of seeds, where any are named, and the policy file.</summary>
    private static async Task<IReadOnlyList<SeedPolicy>> ReadPoliciesAsync(JobRun run, CancellationToken cancellationToken) =>
        run.NamesSeeds || HasSeedPaths(run)
            ? (await run.ReadSeedAsync(cancellationToken).ConfigureAwait(false)).Policies
            : await run.ReadPoliciesAsync(cancellationToken).ConfigureAwait(false);

    private static bool HasSeedPaths(JobRun run) => !string.IsNullOrWhiteSpace(run.Environment.Variable("SEED_PATHS"));

    private static async Task<VettedModels> ReadModelsAsync(JobRun run, VettedList list, CancellationToken cancellationToken)
    {
        // Without a registry, the paths of the environment will do; the command line comes first.
        if (run.NamesSeeds || (run.Text(JobOptions.Registry) is null && HasSeedPaths(run)))
        {
            RefuseRegistry(run, "beside seed files");
            list.Annotate("source", "seed");
            return VettedModels.Of(await run.ReadSeedAsync(cancellationToken).ConfigureAwait(false));
        }

        list.Annotate("source", "registry");
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        return await run.ReadRegistryAsync(session, VettedModels.ReadAsync, cancellationToken).ConfigureAwait(false);
    }

    private static void RefuseRegistry(JobRun run, string beside)
    {
        if (run.Text(JobOptions.Registry) is not null && run.PlaceOf(JobOptions.Registry) == JobOptions.Registry.Name)
        {
            throw new JobException(ExitCode.BadInput, $"--registry has no meaning {beside}: leave one of the two out.");
        }
    }

    private static void AddModels(VettedList list, VettedModels models, JobRun run)
    {
        var listed = new List<VettedArtifact>();
        var withoutSlash = new SortedSet<string>(StringComparer.Ordinal);
        foreach (VettedArtifact artifact in models.Artifacts)
        {
            VettedUri uri = VettedUri.Of(artifact.Uri);
            bool isSecret = uri.Problem is null && run.Terminal.Masked(artifact.Uri!) != artifact.Uri;
            if (uri.Problem is not null || isSecret)
            {
                string problem = uri.Problem ?? "has a URI with a secret of the seed in it, which the list would show to many";
                string place = Excerpt.Quoted($"{artifact.Model}/{artifact.Version}", run.Terminal);
                run.Log.Warning($"left out: an artifact of {place} {problem}.");
                continue;
            }

            if (uri.IsSlashAdded)
            {
                withoutSlash.Add(artifact.Uri!);
            }

            list.AddUris(uri.Lines);
            listed.Add(artifact);
        }

        if (withoutSlash.Count > 0)
        {
            string named = string.Join(", ", withoutSlash.Take(MaxNamed).Select(uri => Excerpt.Of(uri, run.Terminal)));
            int others = withoutSlash.Count - MaxNamed;
            string more = others > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {others} more") : "";
            run.Log.Warning(
                $"S3 URIs that don't end in '/': {named}{more}. KServe would load everything whose name merely begins so: "
                + "they are listed with a '/' at the end, and only deployments that have it are let through. Add it to the artifacts.");
        }

        list.Annotate("artifacts", listed.Count);
        list.Annotate("models", listed.DistinctBy(artifact => artifact.Model, StringComparer.Ordinal).Count());
        list.Annotate("versions", listed.DistinctBy(artifact => (artifact.Model, artifact.Version)).Count());
        list.Annotate("uris", list.Count);
        if (models.Changed is { } changed)
        {
            list.Annotate("changed", changed.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }
    }
}
