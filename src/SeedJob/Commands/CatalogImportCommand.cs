using System.CommandLine;
using System.Text;
using ModelRegistry.Client;
using ModelRegistry.Seeding;
using ModelRegistry.Seeding.Catalog;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>Brings models of a catalog into a seed file.</summary>
internal sealed class CatalogImportCommand : CatalogCommand
{
    public override string Name => "catalog import";

    public override string Description =>
        "Writes models of the catalog as a seed file, or brings one up to date; apply then needs no catalog.";

    public override IReadOnlyList<JobOption> Options =>
    [
        .. CatalogOptions, JobOptions.Source, JobOptions.Label, JobOptions.Select, JobOptions.File, JobOptions.Artifact, JobOptions.Rewrite,
        JobOptions.WithDocumentation, JobOptions.Owner, JobOptions.Force, JobOptions.Policy, JobOptions.Concurrency,
    ];

    protected override IEnumerable<Argument> Arguments =>
    [
        new Argument<string?>(SourceArgument) { Arity = ArgumentArity.ZeroOrOne, Description = "The id of the models' source; or --select, "
            + "from all sources." },
        new Argument<string[]>(ModelArgument) { Arity = ArgumentArity.ZeroOrMore, Description = "The full names of the models." },
    ];

    protected override bool WritesResult(JobRun run) => run.Text(JobOptions.File) is null;

    protected override async Task<int> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        string? path = run.Text(JobOptions.File);
        CatalogImportOptions options = OptionsOf(run);
        (Seed? existing, string? text) = await ReadExistingAsync(run, path, cancellationToken).ConfigureAwait(false);
        using CatalogSession session = await OpenAsync(run, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string>? sources = options.Sources ?? await SourcesAsync(run, session, cancellationToken).ConfigureAwait(false);
        CatalogImport import;
        try
        {
            import = await new CatalogImporter(session.Reader)
                .ImportAsync([.. existing?.Models.Select(model => model.Spec) ?? []], options with { Sources = sources }, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RegistrationRefusedException exception)
        {
            foreach (RegistrationRefusal refusal in exception.Refusals)
            {
                run.Log.Error($"{refusal.Path}: {RefusalText.Of(refusal)}");
            }

            throw new JobException(ExitCode.Failed, "The models can't be imported as they are. Nothing was written.", exception);
        }

        if (import.Models.Count == 0)
        {
            throw new JobException(ExitCode.Failed, "The catalog has no model to import. Nothing was written.");
        }

        string written = new SeedExport(existing?.Set, import.Models, []).ToYaml();
        await CheckAsync(run, path, written, cancellationToken).ConfigureAwait(false);
        if (text is not null)
        {
            CheckNothingIsLost(run, path!, text, written, cancellationToken);
        }

        if (text != written)
        {
            await ExportCommand.WriteAsync(run, written, path).ConfigureAwait(false);
        }

        foreach (string version in import.NewVersions)
        {
            run.Log.Warning($"The address of '{version[..version.LastIndexOf('/')]}' has changed in the catalog: it is "
                + $"{version[(version.LastIndexOf('/') + 1)..]} now, and the older version is as it was.");
        }

        run.Summary = $"Imported from the catalog: {import.Added.Count} added, {import.Updated.Count} updated ({import.NewVersions.Count} "
            + $"new versions), {import.Unchanged.Count} unchanged.";
        run.Log.Information(run.Summary);
        return ExitCode.Success;
    }

    private static CatalogImportOptions OptionsOf(JobRun run)
    {
        string? source = run.Argument(SourceArgument);
        IReadOnlyList<string> names = [.. run.Arguments(ModelArgument), .. run.SelectedNames];
        if (source is not null && (SourceOf(run) ?? run.Text(JobOptions.Label)) is not null)
        {
            throw new JobException(ExitCode.BadInput, $"{SourceArgument} excludes --source and --label: give one of them.");
        }

        if (names.Count == 0)
        {
            throw new JobException(
                ExitCode.BadInput,
                "No model is named. Give SOURCE MODEL..., or --select PATTERNS, for example --select 'RedHatAI/granite*'.");
        }

        return new CatalogImportOptions
        {
            Sources = source is null ? null : [source],
            Select = names,
            Concurrency = run.Concurrency,
            Promotion = new CatalogPromotionOptions
            {
                Owner = run.Text(JobOptions.Owner),
                ArtifactUri = run.Text(JobOptions.Artifact),
                IncludeDocumentation = run.IsSet(JobOptions.WithDocumentation),
                Rewrites = run.Value<IReadOnlyDictionary<string, string>>(
                    JobOptions.Rewrite, new Dictionary<string, string>(StringComparer.Ordinal), TryParseRewrites,
                    "give FROM=TO, for example oci://registry.redhat.io/=oci://mirror.internal/"),
            },
        };
    }

    /// <summary>Reads the seed file that is there.</summary>
    private static async Task<(Seed? Seed, string? Text)> ReadExistingAsync(JobRun run, string? path, CancellationToken cancellationToken)
    {
        if (path is null || !Path.Exists(path) || ModelRegistry.Seeding.Files.SpecialFile.KindOf(path) is not null)
        {
            return (null, null);
        }

        Seed seed = await run.ReadSeedAsync([path], cancellationToken).ConfigureAwait(false);
        return (seed, await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What is written must be a seed: a catalog can say what none may.</summary>
    private static async Task CheckAsync(JobRun run, string? path, string written, CancellationToken cancellationToken)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(written));
        SeedReadResult read = await SeedReader.ReadAsync(
            new SeedReaderOptions
            {
                Paths = ["-"],
                StandardInput = input,
                Variables = static _ => null,
                PolicyFile = run.Text(JobOptions.Policy),
            },
            cancellationToken).ConfigureAwait(false);
        if (read.Seed is not null)
        {
            return;
        }

        foreach (SeedError error in read.Errors)
        {
            run.Log.Error($"{error.Code}: {error.Message}");
        }

        throw new JobException(
            ExitCode.Failed,
            $"What the catalog has is not allowed in {path ?? "a seed"}: {read.Errors.Count} errors. Nothing was written.");
    }

    private static void CheckNothingIsLost(JobRun run, string path, string text, string written, CancellationToken cancellationToken)
    {
        if (SeedFileTraits.LostFields(path, text, written, cancellationToken) is [_, ..] fields)
        {
            throw new JobException(
                ExitCode.BadInput,
                $"The file {path} holds what an import can't keep ({string.Join("; ", fields)}): keep imported models in a file of their "
                    + "own. Nothing was written.");
        }

        if (SeedFileTraits.LostComments(path, text, written) is not [_, ..] comments)
        {
            return;
        }

        foreach (string comment in comments)
        {
            run.Log.Warning($"a comment gets lost: {comment}");
        }

        if (!run.IsSet(JobOptions.Force))
        {
            throw new JobException(
                ExitCode.BadInput,
                $"The file {path} holds comments that an import can't keep: give --force to lose them. Nothing was written.");
        }
    }

    private static bool TryParseRewrites(string text, out IReadOnlyDictionary<string, string> rewrites)
    {
        var parsed = new Dictionary<string, string>(StringComparer.Ordinal);
        rewrites = parsed;
        return text.Split(',')
            .All(pair => pair.Split('=', 2) is [{ Length: > 0 } from, { Length: > 0 } to] && parsed.TryAdd(from.Trim(), to.Trim()));
    }
}
