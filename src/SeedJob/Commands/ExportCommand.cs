using System.CommandLine;
using ModelRegistry.Seeding;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Writes what the registry holds as a seed file, or as a page for an auditor.</summary>
internal class ExportCommand : JobCommand
{
    public override string Name => "export";

    public override string Description => "Writes what the registry holds as a seed file that applies back without changes.";

    public override IReadOnlyList<JobOption> Options => [.. RegistryOptions.All, JobOptions.Select, JobOptions.Concurrency, JobOptions.Output, JobOptions.File];

    protected override IEnumerable<Argument> Arguments => [];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = FormatOf(run);
        var options = new SeedExportOptions
        {
            Select = run.Text(JobOptions.Select)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Concurrency = run.Concurrency,
        };
        await using RegistrySession session = await run.OpenRegistryAsync(cancellationToken).ConfigureAwait(false);
        string text;
        IReadOnlyList<string> leftOut = [];
        if (format == OutputFormat.Markdown)
        {
            RegistryReport report = await run.ReadRegistryAsync(session, (client, token) => RegistryReport.ReadAsync(client, options, token), cancellationToken).ConfigureAwait(false);
            text = report.ToMarkdown(run.Environment.Time.GetUtcNow());
        }
        else
        {
            SeedExport export = await run.ReadRegistryAsync(session, (client, token) => new SeedExporter(client).ExportAsync(options, token), cancellationToken).ConfigureAwait(false);
            (text, leftOut) = (export.ToYaml(), export.LeftOut);
        }

        foreach (string sentence in leftOut)
        {
            run.Log.Warning($"left out: {sentence}");
        }

        await WriteAsync(run, text, cancellationToken).ConfigureAwait(false);
        return ExitCode.Success;
    }

    protected virtual OutputFormat FormatOf(JobRun run) => run.OutputFormat switch
    {
        OutputFormat.Json => throw new JobException(ExitCode.BadInput, "--output json is not a form of export: give text (a seed file in YAML) or markdown."),
        var format => format,
    };

    private static async Task WriteAsync(JobRun run, string text, CancellationToken cancellationToken)
    {
        if (run.Text(JobOptions.File) is not { } path)
        {
            await run.Environment.Out.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            // Whole or not at all: a reader never sees half a file.
            string temporary = $"{path}.{Environment.ProcessId}.tmp";
            await File.WriteAllTextAsync(temporary, text, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobException(ExitCode.BadInput, $"The file {path} can't be written: {exception.Message}", exception);
        }
    }
}
