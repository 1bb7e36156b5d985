using System.CommandLine;
using ModelRegistry.Client;
using ModelRegistry.Seeding;
using ModelRegistry.Seeding.Files;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Writes what the registry holds as a seed file, or as a page for an auditor.</summary>
internal class ExportCommand : JobCommand
{
    public override string Name => "export";

    public override string Description => "Writes what the registry holds as a seed file that applies back without changes.";

    public override IReadOnlyList<JobOption> Options =>
    [
        .. JobOptions.RegistryGroup, JobOptions.LogFormat, JobOptions.Select, JobOptions.Filter, JobOptions.Concurrency,
        JobOptions.Output.Taking("text", "markdown"), JobOptions.File,
    ];

    protected override IEnumerable<Argument> Arguments => [];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = FormatOf(run);
        Func<RegistrySession, CancellationToken, Task<RegistryReportOptions>> findMoreAsync = await PrepareAsync(run, cancellationToken)
            .ConfigureAwait(false);
        var options = new SeedExportOptions
        {
            Filter = run.Text(JobOptions.Filter) is { } filter ? Filter.Raw(filter) : null,
            Select = run.SelectedNames,
            Concurrency = run.Concurrency,
        };
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        (string text, bool isComplete) = await run.ReadFilteredAsync(async () => format == OutputFormat.Markdown
            ? (await ReportAsync(run, session, options, findMoreAsync, cancellationToken).ConfigureAwait(false), true)
            : await ExportAsync(run, session, options, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await WriteAsync(run, text).ConfigureAwait(false);
        if (!isComplete)
        {
            run.Log.Error("The export is written, without what was left out.");
        }

        return isComplete ? ExitCode.Success : ExitCode.Failed;
    }

    /// <summary>Reads what a report needs besides the registry, so that a mistake there shows before the registry is waited for.</summary>
    /// <returns>What finds out the rest, once the registry is there.</returns>
    protected virtual Task<Func<RegistrySession, CancellationToken, Task<RegistryReportOptions>>> PrepareAsync(
        JobRun run, CancellationToken cancellationToken) =>
        Task.FromResult<Func<RegistrySession, CancellationToken, Task<RegistryReportOptions>>>(
            (_, _) => Task.FromResult(new RegistryReportOptions()));

    /// <summary>Writes a report in the form that the options ask for.</summary>
    protected virtual string Write(JobRun run, RegistryReport report, RegistryReportOptions options) =>
        report.ToMarkdown(run.Environment.Time.GetUtcNow(), options);

    protected virtual OutputFormat FormatOf(JobRun run) => run.OutputFormat;

    protected override bool WritesResult(JobRun run) => run.Text(JobOptions.File) is null;

    private async Task<string> ReportAsync(
        JobRun run,
        RegistrySession session,
        SeedExportOptions options,
        Func<RegistrySession, CancellationToken, Task<RegistryReportOptions>> findMoreAsync,
        CancellationToken cancellationToken)
    {
        RegistryReport report = await run.ReadRegistryAsync(
            session,
            (client, concurrency, token) => RegistryReport.ReadAsync(client, options with { Concurrency = concurrency }, token),
            cancellationToken).ConfigureAwait(false);
        CheckFound(run, options, report.ModelCount, report.NotFound);
        return Write(run, report, await findMoreAsync(session, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<(string Text, bool IsComplete)> ExportAsync(
        JobRun run, RegistrySession session, SeedExportOptions options, CancellationToken cancellationToken)
    {
        SeedExport export = await run.ReadRegistryAsync(
            session,
            (client, concurrency, token) => new SeedExporter(client).ExportAsync(options with { Concurrency = concurrency }, token),
            cancellationToken).ConfigureAwait(false);
        foreach (string sentence in export.LeftOut)
        {
            run.Log.Warning($"left out: {sentence}");
        }

        CheckFound(run, options, export.Models.Count, export.NotFound);
        return export.Models.Count > 0
            ? (export.ToYaml(), export.LeftOut.Count == 0)
            : throw new JobException(
                ExitCode.Failed, "The registry holds no model that a seed can name: there is nothing to export. Nothing was written.");
    }

    /// <summary>A page or file about fewer models than were asked for must not pass for the whole.</summary>
    private static void CheckFound(JobRun run, SeedExportOptions options, int models, IReadOnlyList<string> notFound)
    {
        if (models == 0 && (options.Select.Count > 0 || options.Filter is not null))
        {
            throw new JobException(ExitCode.Failed, "No model of the registry is among those asked for. Nothing was written.");
        }

        run.WarnOfNamesNotFound(notFound, isFiltered: options.Filter is not null);
    }

    /// <summary>Writes a document where --file says, or to standard output.</summary>
    internal static Task WriteAsync(JobRun run, string text) => WriteAsync(run, text, run.Text(JobOptions.File));

    /// <summary>Writes a text to a file, or to standard output.</summary>
    internal static async Task WriteAsync(JobRun run, string text, string? path)
    {
        if (path is null)
        {
            run.Terminal.WriteDocument(text);
            return;
        }

        try
        {
            await OutputFile.WriteAsync(path, text, run.Environment.Stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobException(ExitCode.Failed, $"The file {path} can't be written: {FileProblem.ReasonOf(exception)}", exception);
        }
    }
}
