using ModelRegistry.Client;
using ModelRegistry.Seeding;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Says what has become of what was registered from a catalog.</summary>
internal sealed class CatalogDiffCommand : CatalogCommand
{
    private static readonly CatalogChangeKind[] DefaultLevels =
        [
            CatalogChangeKind.Artifact,
            CatalogChangeKind.Licence,
            CatalogChangeKind.Validation,
            CatalogChangeKind.Moved,
            CatalogChangeKind.Gone,
        ];

    public override string Name => "catalog diff";

    public override string Description => "Compares what a seed or a registry has from the catalog with what the catalog says now.";

    public override IReadOnlyList<JobOption> Options =>
    [
        .. CatalogOptions, JobOptions.Registry, JobOptions.ApiVersion,
        JobOptions.Wait, JobOptions.Select, JobOptions.FailOn, JobOptions.Concurrency,
        JobOptions.Output.Taking("text", "json", "markdown", "github"),
    ];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = run.OutputFormat;
        IReadOnlyList<CatalogChangeKind> levels = run.Value<IReadOnlyList<CatalogChangeKind>>(
            JobOptions.FailOn, DefaultLevels, CatalogDiffReport.TryParseLevels, "give levels, separated by commas, or none");
        IReadOnlyList<RegisteredModelSpec> models = await ReadModelsAsync(run, cancellationToken).ConfigureAwait(false);
        using CatalogSession session = await OpenAsync(run, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CatalogEntryDiff> diffs = await new CatalogComparer(session.Reader).CompareAsync(
            models, run.Concurrency, cancellationToken).ConfigureAwait(false);
        CatalogDiffReport.Write(diffs, format, run.Terminal);
        run.Summary = CatalogDiffReport.Summary(diffs);
        return diffs.Any(diff => diff.Changes.Any(change => change.Kind == CatalogChangeKind.SourceBroken)) ? ExitCode.Unavailable
            : diffs.Any(diff => diff.Changes.Any(change => levels.Contains(change.Kind))) ? ExitCode.Differences
            : ExitCode.Success;
    }

    private static async Task<IReadOnlyList<RegisteredModelSpec>> ReadModelsAsync(JobRun run, CancellationToken cancellationToken)
    {
        var selection = new ModelRegistry.Seeding.Exporting.ModelSelection(run.SelectedNames);
        string[] paths = run.Arguments(JobRun.PathArgument);
        bool isRegistryNamed = run.IsGiven(JobOptions.Registry);
        if (paths.Length > 0 && isRegistryNamed)
        {
            throw new JobException(
                ExitCode.BadInput, "Seed files and --registry exclude each other: compare one of them with the catalog.");
        }

        if (paths.Length > 0 || (!isRegistryNamed && run.Text(JobOptions.Registry) is null))
        {
            Seed seed = await run.ReadSeedAsync(cancellationToken).ConfigureAwait(false);
            return [.. seed.Models.Select(model => model.Spec).Where(model => selection.Includes(model.Name))];
        }

        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        SeedExport export = await run.ReadRegistryAsync(
            session,
            (client, concurrency, token) =>
                new SeedExporter(client).ExportAsync(new SeedExportOptions { Concurrency = concurrency }, token),
            cancellationToken).ConfigureAwait(false);
        return [.. export.Models.Where(model => selection.Includes(model.Name))];
    }
}
