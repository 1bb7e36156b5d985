using ModelRegistry.Client;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>A command that reads a catalog.</summary>
internal abstract class CatalogCommand : JobCommand
{
    protected const string SourceArgument = "SOURCE";
    protected const string ModelArgument = "MODEL";

    /// <summary>The options of every command that reads a catalog.</summary>
    protected static IReadOnlyList<JobOption> CatalogOptions { get; } =
    [
        JobOptions.Catalog, JobOptions.CatalogTokenFile, JobOptions.CatalogCaFile,
        JobOptions.TokenFile, JobOptions.CaFile, JobOptions.LogFormat,
        JobOptions.TerminationLog,
    ];

    protected static Task<CatalogSession> OpenAsync(JobRun run, CancellationToken cancellationToken) =>
        CatalogSession.OpenAsync(
            run.Text(JobOptions.Catalog),
            run.Text(JobOptions.CatalogTokenFile) ?? run.Text(JobOptions.TokenFile),
            run.Text(JobOptions.CatalogCaFile) ?? run.Text(JobOptions.CaFile),
            run.Log,
            cancellationToken);

    /// <summary>The sources that are named, by id or by label; all that are enabled when none is.</summary>
    protected static async Task<IReadOnlyList<string>?> SourcesAsync(
        JobRun run, CatalogSession session, CancellationToken cancellationToken)
    {
        string[]? ids = Parts(SourceOf(run));
        string[]? labels = Parts(run.Text(JobOptions.Label));
        if (ids is not null && labels is not null)
        {
            throw new JobException(ExitCode.BadInput, "--source and --label exclude each other: give one of them.");
        }

        if (labels is null)
        {
            return ids is null
                ? null
                : [.. (await session.Reader.CheckSourcesAsync(ids, cancellationToken).ConfigureAwait(false)).Select(source => source.Id)];
        }

        IReadOnlyList<CatalogSource> sources = await session.Reader.ReadSourcesAsync(cancellationToken).ConfigureAwait(false);
        string[] labelled =
        [
            .. sources.Where(source => !source.IsDisabled && labels.Any(label => Has(source, label))).Select(source => source.Id),
        ];
        string known = string.Join(
            ", ",
            sources.SelectMany(source => source.Labels ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Select(label => $"'{label}'"));
        return labelled.Length > 0
            ? [.. (await session.Reader.CheckSourcesAsync(labelled, cancellationToken).ConfigureAwait(false)).Select(source => source.Id)]
            : throw new JobException(
                ExitCode.Failed,
                $"The catalog has no enabled source with the label {string.Join(" or ", labels.Select(label => $"'{label}'"))}: it has "
                    + $"{(known.Length == 0 ? "none" : known)}.");
    }

    /// <summary>Warns of sources that can't be read: a list without their models must not pass for the whole.</summary>
    protected static async Task WarnAsync(JobRun run, CatalogSession session, CancellationToken cancellationToken)
    {
        foreach (CatalogSource source in (await session.Reader.ReadSourcesAsync(cancellationToken).ConfigureAwait(false))
            .Where(source => source.IsBroken))
        {
            run.Log.Warning(
                $"The source '{source.Id}' is broken, so its models are missing: {source.Error ?? "the catalog does not say why"}");
        }
    }

    /// <summary>
    /// The sources that the command line names. The variable of the option names where a seed comes from, which is no source of a catalog.
    /// </summary>
    protected static string? SourceOf(JobRun run) => run.IsGiven(JobOptions.Source) ? run.Text(JobOptions.Source) : null;

    protected static string[]? Parts(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } parts ? parts : null;

    private static bool Has(CatalogSource source, string label) => label == "null"
        ? source.Labels is not { Count: > 0 }
        : source.Labels?.Contains(label, StringComparer.OrdinalIgnoreCase) == true;
}
