using System.CommandLine;
using ModelRegistry.Client;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Lists the models of a catalog.</summary>
internal sealed class CatalogListCommand : CatalogCommand
{
    /// <summary>More models than a catalog has: one request is enough.</summary>
    private const int PageSize = 1000;

    public override string Name => "catalog list";

    public override string Description => "Lists models of the catalog: all, or those of some sources, by name, or by a filter.";

    public override IReadOnlyList<JobOption> Options =>
        [
            .. CatalogOptions,
            JobOptions.Source,
            JobOptions.Label,
            JobOptions.Filter,
            JobOptions.Select,
            JobOptions.Output.Taking("text", "json", "markdown"),
        ];

    protected override IEnumerable<Argument> Arguments => [];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = run.OutputFormat;
        IReadOnlyList<string> patterns = run.SelectedNames;
        using CatalogSession session = await OpenAsync(run, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string>? sources = await SourcesAsync(run, session, cancellationToken).ConfigureAwait(false);
        if (sources is null)
        {
            await WarnAsync(run, session, cancellationToken).ConfigureAwait(false);
        }

        var selection = new ModelRegistry.Seeding.Exporting.ModelSelection(patterns);
        IReadOnlyList<CatalogModel> models = await ReadAsync(run, session, sources, cancellationToken).ConfigureAwait(false);
        CatalogReport.WriteModels([.. models.Where(model => selection.Includes(model.Name))], format, run.Terminal);
        foreach (string name in selection.NotFound)
        {
            run.Log.Warning($"--select '{name}' is the name of no model of the catalog.");
        }

        return ExitCode.Success;
    }

    private static async Task<IReadOnlyList<CatalogModel>> ReadAsync(
        JobRun run, CatalogSession session, IReadOnlyList<string>? sources, CancellationToken cancellationToken)
    {
        if (run.Text(JobOptions.Filter) is not { } filter)
        {
            return await session.Reader.ReadModelsAsync(sources, cancellationToken).ConfigureAwait(false);
        }

        if (session.Client is null)
        {
            throw new JobException(
                ExitCode.BadInput, "--filter is understood by the catalog's service alone: leave it out for files, and use --select.");
        }

        try
        {
            var options = new CatalogModelListOptions { Sources = sources, Filter = Filter.Raw(filter), PageSize = PageSize };
            return await session.Client.Models.ListAsync(options, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRegistryException exception)
            when (exception.ServerMessage?.StartsWith("invalid filter query", StringComparison.Ordinal) == true)
        {
            throw new JobException(ExitCode.BadInput, $"--filter is nothing that the catalog understands. {exception.Message}", exception);
        }
    }
}
