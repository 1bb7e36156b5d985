using System.CommandLine;
using ModelRegistry.Client;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Shows the sources of a catalog, and what is wrong with them.</summary>
internal sealed class CatalogSourcesCommand : CatalogCommand
{
    public override string Name => "catalog sources";

    public override string Description => "Shows the sources of the catalog: which are enabled, which are broken and why.";

    public override IReadOnlyList<JobOption> Options => [.. CatalogOptions, JobOptions.Output.Taking("text", "json", "markdown")];

    protected override IEnumerable<Argument> Arguments => [];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = run.OutputFormat;
        using CatalogSession session = await OpenAsync(run, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CatalogSource> sources = await session.Reader.ReadSourcesAsync(cancellationToken).ConfigureAwait(false);
        CatalogReport.WriteSources(sources, format, run.Terminal);
        return ExitCode.Success;
    }
}
