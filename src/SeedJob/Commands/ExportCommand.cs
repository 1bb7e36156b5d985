using System.CommandLine;
using System.Net;
using System.Text.RegularExpressions;
using ModelRegistry.Client;
using ModelRegistry.Seeding;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Writes what the registry holds as a seed file, or as a page for an auditor.</summary>
internal partial class ExportCommand : JobCommand
{
    public override string Name => "export";

    public override string Description => "Writes what the registry holds as a seed file that applies back without changes.";

    public override IReadOnlyList<JobOption> Options => [.. RegistryOptions.All, JobOptions.Select, JobOptions.Filter, JobOptions.Concurrency, JobOptions.Output, JobOptions.File];

    protected override IEnumerable<Argument> Arguments => [];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = FormatOf(run);
        var options = new SeedExportOptions
        {
            Filter = run.Text(JobOptions.Filter) is { } filter ? Filter.Raw(filter) : null,
            Select = NamesOf(run.Text(JobOptions.Select)),
            Concurrency = run.Concurrency,
        };
        IReadOnlyList<SeedPolicy> policies = Options.Contains(JobOptions.Policy) ? await run.ReadPoliciesAsync(cancellationToken).ConfigureAwait(false) : [];
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        string text;
        try
        {
            text = format == OutputFormat.Markdown
                ? await ReportAsync(run, session, options, policies, cancellationToken).ConfigureAwait(false)
                : await ExportAsync(run, session, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRegistryException exception) when (options.Filter is not null && exception.Status == HttpStatusCode.BadRequest)
        {
            throw new JobException(ExitCode.BadInput, $"--filter is nothing that the registry understands. {exception.Message}", exception);
        }

        await WriteAsync(run, text).ConfigureAwait(false);
        return ExitCode.Success;
    }

    protected virtual OutputFormat FormatOf(JobRun run) => run.OutputFormat switch
    {
        OutputFormat.Json => throw new JobException(ExitCode.BadInput, "--output json is not a form of export: give text (a seed file in YAML) or markdown."),
        OutputFormat.GitHub => OutputFormat.Text,
        var format => format,
    };

    protected override bool WritesResult(JobRun run) => run.Text(JobOptions.File) is null;

    private static async Task<string> ReportAsync(
        JobRun run, RegistrySession session, SeedExportOptions options, IReadOnlyList<SeedPolicy> policies, CancellationToken cancellationToken)
    {
        RegistryReport report = await run.ReadRegistryAsync(
            session,
            (client, concurrency, token) => RegistryReport.ReadAsync(client, options with { Concurrency = concurrency }, token),
            cancellationToken).ConfigureAwait(false);
        CheckFound(run, options, report.ModelCount, report.NotFound);
        return report.ToMarkdown(run.Environment.Time.GetUtcNow(), policies);
    }

    private static async Task<string> ExportAsync(JobRun run, RegistrySession session, SeedExportOptions options, CancellationToken cancellationToken)
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
            ? export.ToYaml()
            : throw new JobException(ExitCode.Failed, "The registry holds no model that a seed can name: there is nothing to export. Nothing was written.");
    }

    /// <summary>A page or file about fewer models than were asked for must not pass for the whole.</summary>
    private static void CheckFound(JobRun run, SeedExportOptions options, int models, IReadOnlyList<string> notFound)
    {
        if (models == 0 && (options.Select.Count > 0 || options.Filter is not null))
        {
            throw new JobException(ExitCode.Failed, "No model of the registry is among those asked for. Nothing was written.");
        }

        foreach (string name in notFound)
        {
            run.Log.Warning($"--select '{name}' is the name of no model{(options.Filter is null ? "" : " that --filter leaves")}.");
        }
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
            throw new JobException(ExitCode.Failed, $"The file {path} can't be written: {exception.Message}", exception);
        }
    }

    [GeneratedRegex(@"([^,\\]|\\.?)+", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex SelectedNames();

    /// <summary>Takes apart the names that --select gives.</summary>
    internal static IReadOnlyList<string> NamesOf(string? text) =>
        [.. SelectedNames().Matches(text ?? "").Select(name => name.Value.Trim()).Where(name => name.Length > 0)];
}
