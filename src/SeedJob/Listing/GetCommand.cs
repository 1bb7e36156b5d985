using System.CommandLine;
using ModelRegistry.Client;
using SeedJob.Commands;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Listing;

/// <summary>Shows one model with its versions and artifacts, or one version.</summary>
internal sealed class GetCommand : JobCommand
{
    private const string PathArgument = "MODEL[/VERSION]";

    public override string Name => "get";

    public override string Description => "Shows a model with its versions and their artifacts, or one version of it.";

    public override IReadOnlyList<JobOption> Options =>
        [.. JobOptions.RegistryGroup, JobOptions.LogFormat, JobOptions.Archived, JobOptions.Concurrency, JobOptions.ListOutput];

    protected override IEnumerable<Argument> Arguments =>
    [
        new Argument<string>(PathArgument)
        {
            Description = "The exact name of the model, or of the model and, after a slash, of the version.",
            Validators = { ExactName.RefuseBlank },
        },
    ];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        string path = run.Argument(PathArgument)!;
        OutputFormat format = run.OutputFormat;
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        ListedModel found = await run.ReadRegistryAsync(
            session, (client, concurrency, token) => FindAsync(client, path, run.IsSet(JobOptions.Archived), concurrency, token),
            cancellationToken).ConfigureAwait(false);
        found.Write(format, run.Terminal);
        if (found.Hidden > 0 && format == OutputFormat.Text)
        {
            run.Log.Information($"{found.Hidden} archived {(found.Hidden == 1 ? "version, which" : "versions, which")} --archived shows.");
        }

        return ExitCode.Success;
    }

    /// <summary>
    /// Finds a model, or a version of one: names of models hold slashes too, so the whole is tried first, and then each slash from the
    /// last.
    /// </summary>
    private static async Task<ListedModel> FindAsync(
        ModelRegistryClient client, string path, bool withArchived, int concurrency, CancellationToken cancellationToken)
    {
        if (await client.RegisteredModels.FindByNameAsync(path, cancellationToken).ConfigureAwait(false) is { } whole)
        {
            return await ListedModel.ReadAsync(client, whole, null, withArchived, concurrency, cancellationToken).ConfigureAwait(false);
        }

        RegisteredModel? last = null;
        for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            (string name, string versionName) = (path[..slash], path[(slash + 1)..]);
            if (versionName.Length == 0
                || await client.RegisteredModels.FindByNameAsync(name, cancellationToken).ConfigureAwait(false) is not { } model)
            {
                continue;
            }

            last ??= model;
            if (await client.ModelVersions.FindByNameAsync(model.Id, versionName, cancellationToken).ConfigureAwait(false) is { } version)
            {
                return await ListedModel.ReadAsync(
                    client, model, version, withArchived, concurrency, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new JobException(
            ExitCode.Failed,
            last is null
                ? $"The registry has no model named '{path}'. seed-job list shows which there are."
                : $"The model '{last.Name}' has no version named '{path[(last.Name.Length + 1)..]}'. seed-job get '{last.Name}' shows "
                    + "which there are.");
    }

}
