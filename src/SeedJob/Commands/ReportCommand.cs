using SeedJob.Output;

namespace SeedJob.Commands;

/// <summary>Writes a page that an auditor can read.</summary>
internal sealed class ReportCommand : ExportCommand
{
    public override string Name => "report";

    public override string Description => "Writes a page in Markdown for an auditor: what is vetted, by whom, since when, for which hardware, where it is from, and what is archived; with a policy, what is not from an allowed origin.";

    public override IReadOnlyList<JobOption> Options => [.. base.Options.Where(option => option != JobOptions.Output), JobOptions.Policy];

    protected override OutputFormat FormatOf(JobRun run) => OutputFormat.Markdown;
}
