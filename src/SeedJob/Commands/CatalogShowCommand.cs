using System.CommandLine;
using ModelRegistry.Client;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Shows one model of a catalog.</summary>
internal sealed class CatalogShowCommand : CatalogCommand
{
    public override string Name => "catalog show";

    public override string Description => "Shows one model of the catalog: its facts and where its files are.";

    public override IReadOnlyList<JobOption> Options => [.. CatalogOptions, JobOptions.Output.Taking("text", "json", "markdown")];

    protected override IEnumerable<Argument> Arguments =>
    [
        new Argument<string>(SourceArgument) { Description = "The id of the model's source." },
        new Argument<string>(ModelArgument) { Description = "The full name of the model, for example RedHatAI/granite-3.1-8b-instruct." },
    ];

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        OutputFormat format = run.OutputFormat;
        using CatalogSession session = await OpenAsync(run, cancellationToken).ConfigureAwait(false);
        CatalogModel model = await session.Reader.GetModelAsync(
            run.Argument(SourceArgument)!, run.Argument(ModelArgument)!, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CatalogModelArtifact> artifacts = await session.Reader.ReadModelArtifactsAsync(
            model, cancellationToken).ConfigureAwait(false);
        CatalogReport.WriteModel(model, artifacts, format, run.Terminal);
        return ExitCode.Success;
    }
}
