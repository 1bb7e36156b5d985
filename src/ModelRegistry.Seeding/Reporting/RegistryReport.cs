using System.Globalization;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Exporting;
using ModelRegistry.Seeding.Reporting;
using ModelRegistry.Seeding.Rules;

namespace ModelRegistry.Seeding;

/// <summary>
/// What a registry holds, for somebody who has to judge it: what is vetted, by whom, since when, from where, what is archived and, when
/// that is known, what runs and what has changed.
/// </summary>
public sealed class RegistryReport
{
    /// <summary>
    /// The custom properties that name the hardware a model is vetted for, by convention; the first that is there counts.
    /// </summary>
    private static readonly string[] HardwareProperties = ["hardware_target", "hardware_tag", "validated_on"];

    private readonly RegistryContent _content;

    private RegistryReport(RegistryContent content) => _content = content;

    /// <summary>Gets how many models the report is on.</summary>
    public int ModelCount => _content.Models.Count;

    /// <summary>Gets those of <see cref="SeedExportOptions.Select"/> that no model is named by.</summary>
    public IReadOnlyList<string> NotFound => _content.NotFound;

    /// <summary>Reads the models, versions and artifacts.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="options">Which models to report on; all when not given.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ModelRegistryException">The reading failed; its subtypes say how.</exception>
    public static async Task<RegistryReport> ReadAsync(
        IModelRegistryClient registry, SeedExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return new RegistryReport(
            await RegistryContent.ReadAsync(registry, options ?? new SeedExportOptions(), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Writes the report.</summary>
    /// <param name="time">The time to put on it.</param>
    /// <param name="options">What else to put on it; nothing when not given.</param>
    /// <returns>A page in Markdown.</returns>
    public string ToMarkdown(DateTimeOffset time, RegistryReportOptions? options = null) => MarkdownReport.Write(MakePage(time, options));

    /// <summary>Writes the report as one file that needs nothing else, prints, and runs no script.</summary>
    /// <param name="time">The time to put on it.</param>
    /// <param name="options">What else to put on it; nothing when not given.</param>
    /// <returns>A page in HTML.</returns>
    public string ToHtml(DateTimeOffset time, RegistryReportOptions? options = null) => HtmlReport.Write(MakePage(time, options));

    private ReportPage MakePage(DateTimeOffset time, RegistryReportOptions? options)
    {
        RegisteredModelSnapshot[] live = Sorted(model => model.State != RegisteredModelState.Archived);
        RegisteredModelSnapshot[] archived = Sorted(model => model.State == RegisteredModelState.Archived);
        ReportRecord record = ReportRecord.Of(_content, time);
        var page = new ReportPage("Model registry report") { Record = record.Write() };
        string lastChange = LastChange() is { } change ? $" The registry was last changed on {Show(change)}." : "";
        page.Paragraph(string.Create(
            CultureInfo.InvariantCulture,
            $"Made on {Show(time)}. {live.Length} {(live.Length == 1 ? "model" : "models")} in use, {archived.Length} "
                + $"archived.{lastChange}"));
        page.Paragraph("Owners and authors are as they were declared. The registry keeps no names of those who write, and says nothing "
            + "about approval.");
        ILookup<string, string>? deployed = options?.Coverage?.Entries
            .SelectMany(entry => entry.Versions.Select(version => (version, entry.Deployment)))
            .ToLookup(pair => pair.version, pair => $"{pair.Deployment.Namespace}/{pair.Deployment.Name}", StringComparer.Ordinal);
        page.Heading(2, "In use");
        AddModels(page, "Models in use", live, deployed);
        page.Heading(2, "Archived");
        AddModels(page, "Archived models", archived, deployed);
        if (options?.Policies.Any(static policy => policy.AllowedOrigins is not null) == true)
        {
            AddElsewhere(page, live, options.Policies);
        }

        if (options?.Coverage is { } coverage)
        {
            AddCoverage(page, coverage);
        }

        options?.Since?.AddTo(page, record);
        return page;
    }

    private RegisteredModelSnapshot[] Sorted(Func<RegisteredModel, bool> predicate) =>
        [.. _content.Models.Where(model => predicate(model.Model)).OrderBy(model => model.Model.Name, StringComparer.Ordinal)];

    private DateTimeOffset? LastChange() => _content.Models
        .SelectMany(model => (IEnumerable<RegistryResource>)
        [
            model.Model,
            .. model.Versions.Select(version => version.Version),
            .. model.Versions.SelectMany(version => version.Artifacts),
        ])
        .Max(entity => entity.LastUpdateTime);

    private static void AddModels(ReportPage page, string caption, RegisteredModelSnapshot[] models, ILookup<string, string>? deployed)
    {
        page.Table(
            caption,
            ["Model", "Owner", "Provider", "Licence", "Hardware", "Labels", "Versions in use", "Origin", "Registered", "Last changed"],
            [
                .. models.Select(snapshot => Row(
                    snapshot.Model.Name,
                    snapshot.Model.Owner,
                    snapshot.Model.Provider,
                    snapshot.Model.License,
                    Hardware(snapshot.Model),
                    string.Join(", ", Labels(snapshot.Model)),
                    string.Join(", ", Live(snapshot).Select(version => version.Version.Name)),
                    string.Join(", ", Live(snapshot).SelectMany(
                        version => version.Artifacts).Select(ArtifactFacts.OriginOf).OfType<string>().Distinct(StringComparer.Ordinal)),
                    Show(snapshot.Model.CreateTime),
                    Show(snapshot.Model.LastUpdateTime))),
            ]);
        foreach (RegisteredModelSnapshot model in models)
        {
            AddDetails(page, model, deployed);
        }
    }

    /// <summary>What is in use and says that it is from elsewhere than the policies allow, or does not say where it is from.</summary>
    private static void AddElsewhere(ReportPage page, RegisteredModelSnapshot[] models, IReadOnlyList<SeedPolicy> policies)
    {
        IReadOnlyList<string>[][] rows =
        [
            .. from model in models
               from version in Live(model)
               from artifact in version.Artifacts.OfType<ModelArtifact>()
               let origin = CatalogOrigin.Of(artifact)
               where policies.Any(policy => policy.AllowedOrigins is { } allowed && !OriginRules.Allows(allowed, origin))
               select Row(model.Model.Name, version.Version.Name, ArtifactFacts.OriginOf(artifact), artifact.Uri),
        ];
        page.Heading(2, "Not from an allowed origin");
        page.Table("Not from an allowed origin", ["Model", "Version", "Origin", "Artifact"], rows, "None.");
    }

    private static void AddCoverage(ReportPage page, DeploymentCoverage coverage)
    {
        CoverageEntry[] archived = [.. coverage.Entries.Where(entry => entry.Verdict == CoverageVerdict.Archived)];
        CoverageEntry[] others = [.. coverage.Entries.Except(archived).OrderByDescending(entry => entry.Verdict)];
        string newest = coverage.NewestDeployment is { } made ? $" The newest was made on {Show(made)}." : "";
        page.Heading(2, "Deployments");
        page.Paragraph(string.Create(
            CultureInfo.InvariantCulture,
            $"{coverage.Entries.Count} {(coverage.Entries.Count == 1 ? "deployment" : "deployments")}, "
                + $"{coverage.Count(CoverageVerdict.Vetted)} vetted.{newest}"));
        page.Heading(3, "Deployed, but archived");
        page.Table("Deployments of archived models", ["Deployment", "Runs", "Why"], [.. archived.Select(entry => Row(entry, null))]);
        page.Heading(3, "All others");
        page.Table(
            "All other deployments",
            ["Deployment", "Verdict", "Runs", "Why"],
            [.. others.Select(entry => Row(entry, VerdictOf(entry.Verdict)))]);
        page.Heading(3, "Not deployed");
        page.Table("Live versions that nobody runs", ["Version"], [.. coverage.NotDeployed.Select(version => Row(version))]);
    }

    private static void AddDetails(ReportPage page, RegisteredModelSnapshot snapshot, ILookup<string, string>? deployed)
    {
        page.Heading(3, snapshot.Model.Name);
        if (snapshot.Model.Description is { Length: > 0 } description)
        {
            page.Paragraph(description);
        }

        List<string> columns =
        [
            "Version",
            "State",
            "Author",
            "Hardware",
            "Registered",
            "Last changed",
            "Artifacts",
            "Origin",
            "Digest",
            "Size",
        ];
        if (deployed is not null)
        {
            columns.Add("Deployed as");
        }

        var rows = new List<IReadOnlyList<IReadOnlyList<string>>>();
        foreach ((ModelVersion version, IReadOnlyList<Artifact> artifacts) in snapshot.Versions)
        {
            List<IReadOnlyList<string>> row =
            [
                .. Row(
                    version.Name,
                    version.State?.Value,
                    version.Author,
                    Hardware(version),
                    Show(version.CreateTime),
                    Show(version.LastUpdateTime)),
                Lines(artifacts, artifact => ArtifactFacts.UriOf(artifact) ?? artifact.Name),
                Lines(artifacts, ArtifactFacts.OriginOf),
                Lines(artifacts, ArtifactFacts.DigestOf),
                Lines(artifacts, ArtifactFacts.SizeOf),
            ];
            if (deployed is not null)
            {
                row.Add([.. deployed[$"{snapshot.Model.Name}/{version.Name}"]]);
            }

            rows.Add(row);
        }

        page.Table($"Versions of {snapshot.Model.Name}", columns, rows, "No versions.");
    }

    private static IEnumerable<ModelVersionSnapshot> Live(RegisteredModelSnapshot snapshot) =>
        snapshot.Versions.Where(version => version.Version.State != ModelVersionState.Archived);

    private static IEnumerable<string> Labels(RegistryResource entity) =>
        entity.GetLabels().Where(label => !TextRules.IsBookkeeping(label));

    private static string? Hardware(RegistryResource entity) =>
        HardwareProperties.Select(name => entity.CustomProperties.TryGetValue(name, out MetadataValue? value) ? value.ToString() : null)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));

    /// <summary>
    /// One line for each artifact, where any has something to say: the same line of each cell is about the same artifact.
    /// </summary>
    private static IReadOnlyList<string> Lines(IReadOnlyList<Artifact> artifacts, Func<Artifact, string?> describe)
    {
        string?[] lines = [.. artifacts.Select(describe)];
        return lines.All(line => line is null) ? [] : [.. lines.Select(line => line ?? "–")];
    }

    private static IReadOnlyList<string>[] Row(params string?[] cells) => [.. cells.Select(cell => (IReadOnlyList<string>)[cell ?? ""])];

    private static IReadOnlyList<IReadOnlyList<string>> Row(CoverageEntry entry, string? verdict)
    {
        List<IReadOnlyList<string>> row = [[entry.Deployment.ToString()]];
        if (verdict is not null)
        {
            row.Add([verdict]);
        }

        return [.. row, entry.Versions, entry.Findings];
    }

    private static string VerdictOf(CoverageVerdict verdict) => verdict switch
    {
        CoverageVerdict.Vetted => "vetted",
        CoverageVerdict.NotAllowed => "not allowed by today's policy",
        CoverageVerdict.Archived => "archived",
        CoverageVerdict.OtherRegistry => "another registry's",
        CoverageVerdict.UnknownId => "unknown id",
        CoverageVerdict.Mismatch => "label and URI disagree",
        CoverageVerdict.NotRegistered => "not registered",
        _ => "public hub",
    };

    private static string Show(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "";
}
