using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ModelRegistry.Seeding.Exporting;
using SeedJob.Commands;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Listing;

/// <summary>Lists what the registry holds: models, versions, artifacts or deployments.</summary>
internal sealed class ListCommand : JobCommand
{
    private const string KindArgument = "KIND";

    public override string Name => "list";

    public override string Description => "Lists the models of the registry, or their versions, artifacts or deployments.";

    public override IReadOnlyList<JobOption> Options =>
    [
        .. JobOptions.RegistryGroup, JobOptions.LogFormat, JobOptions.Select,
        JobOptions.ListFilter, JobOptions.Archived, JobOptions.Concurrency,
        JobOptions.ListOutput,
    ];

    protected override IEnumerable<Argument> Arguments
    {
        get
        {
            var kind = new Argument<string?>(KindArgument)
            {
                Arity = ArgumentArity.ZeroOrOne,
                HelpName = string.Join('|', ListKind.All.Select(kind => kind.Name)),
                Description = "What to list. Default: models.",
                Validators = { RefuseUnknown },
            };
            kind.CompletionSources.Add([.. ListKind.All.Select(known => known.Name)]);
            return [kind];
        }
    }

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = run.OutputFormat;
        ListKind kind = ListKind.All.First(kind => kind.Name == (run.Argument(KindArgument) ?? ListKind.Models.Name));
        string? filter = run.Text(JobOptions.Filter);
        if (filter is not null && kind == ListKind.Deployments)
        {
            throw new JobException(
                ExitCode.BadInput, "The registry has no filter for deployments: leave --filter out, and name models with --select.");
        }

        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<Listed> found, IReadOnlyList<string> notFound) = await run.ReadFilteredAsync(() => run.ReadRegistryAsync(
            session,
            async (client, concurrency, token) =>
            {
                var selection = new ModelSelection(run.SelectedNames);
                IReadOnlyList<Listed> found = await new RegistryLister(
                    client, selection, filter, run.IsSet(JobOptions.Archived), concurrency)
                        .ListAsync(kind, token).ConfigureAwait(false);
                return (found, selection.NotFound);
            },
            cancellationToken)).ConfigureAwait(false);
        run.WarnOfNamesNotFound(notFound, isFiltered: filter is not null && kind == ListKind.Models);

        bool showsArchived = run.IsSet(JobOptions.Archived);
        IReadOnlyList<Listed> shown = showsArchived ? found : [.. found.Where(listed => !listed.IsArchived)];
        ListedOutput.Write(kind, shown, format, run.Terminal);
        if (format == OutputFormat.Text)
        {
            int archived = found.Count - shown.Count;
            string hidden = archived == 0 ? "" : string.Create(
                CultureInfo.InvariantCulture, $"; {archived} archived, which --archived shows");
            run.Log.Information(
                string.Create(CultureInfo.InvariantCulture, $"{shown.Count} {(shown.Count == 1 ? kind.Name[..^1] : kind.Name)}{hidden}."));
        }

        return ExitCode.Success;
    }

    private static void RefuseUnknown(ArgumentResult given)
    {
        if (given.Tokens is [{ Value: var name }] && ListKind.All.All(kind => kind.Name != name))
        {
            given.AddError($"'{name}' can't be listed: give {string.Join(", ", ListKind.All.SkipLast(1).Select(kind => kind.Name))} or "
                + $"{ListKind.All[^1].Name}.");
        }
    }
}
