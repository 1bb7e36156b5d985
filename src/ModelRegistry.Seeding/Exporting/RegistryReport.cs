using System.Globalization;
using System.Text;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Exporting;
using ModelRegistry.Seeding.Rules;

namespace ModelRegistry.Seeding;

/// <summary>What a registry holds, for somebody who has to judge it: what is vetted, by whom, since when, where it is, and what is archived.</summary>
public sealed class RegistryReport
{
    /// <summary>The custom properties that name the hardware a model is vetted for, by convention; the first that is there counts.</summary>
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
    public static async Task<RegistryReport> ReadAsync(ModelRegistryClient registry, SeedExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return new RegistryReport(await RegistryContent.ReadAsync(registry, options ?? new SeedExportOptions(), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Writes the report.</summary>
    /// <param name="time">The time to put on it.</param>
    /// <param name="policies">Policies: where they say where model artifacts may be from, a section lists what is from elsewhere.</param>
    /// <returns>A page in Markdown.</returns>
    public string ToMarkdown(DateTimeOffset time, IReadOnlyList<SeedPolicy>? policies = null)
    {
        var page = new StringBuilder();
        RegisteredModelSnapshot[] live = [.. _content.Models.Where(model => model.Model.State != RegisteredModelState.Archived).OrderBy(model => model.Model.Name, StringComparer.Ordinal)];
        RegisteredModelSnapshot[] archived = [.. _content.Models.Where(model => model.Model.State == RegisteredModelState.Archived).OrderBy(model => model.Model.Name, StringComparer.Ordinal)];
        page.Append("# Model registry report\n\n");
        page.Append(CultureInfo.InvariantCulture, $"Made on {Show(time)}. {live.Length} {(live.Length == 1 ? "model" : "models")} in use, {archived.Length} archived.\n\n");
        page.Append("## In use\n\n");
        Table(page, live);
        page.Append("\n## Archived\n\n");
        Table(page, archived);
        if (policies?.Any(static policy => policy.AllowedOrigins is not null) == true)
        {
            Elsewhere(page, live, policies);
        }

        foreach (RegisteredModelSnapshot model in live.Concat(archived))
        {
            Details(page, model);
        }

        return page.ToString();
    }

    private static void Table(StringBuilder page, RegisteredModelSnapshot[] models)
    {
        if (models.Length == 0)
        {
            page.Append("None.\n");
            return;
        }

        page.Append("| Model | Owner | Provider | Licence | Hardware | Labels | Versions in use | Registered |\n|---|---|---|---|---|---|---|---|\n");
        foreach ((RegisteredModel model, IReadOnlyList<ModelVersionSnapshot> versions) in models)
        {
            string labels = string.Join(", ", Labels(model));
            string inUse = string.Join(", ", versions.Where(version => version.Version.State != ModelVersionState.Archived).Select(version => version.Version.Name));
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {Cell(model.Name)} | {Cell(model.Owner)} | {Cell(model.Provider)} | {Cell(model.License)} | {Cell(Hardware(model))} | {Cell(labels)} | {Cell(inUse)} | {Show(model.CreateTime)} |\n");
        }
    }

    /// <summary>What is in use and says that it is from elsewhere than the policies allow, or does not say where it is from.</summary>
    private static void Elsewhere(StringBuilder page, RegisteredModelSnapshot[] models, IReadOnlyList<SeedPolicy> policies)
    {
        string[] rows =
        [
            .. from model in models
               from version in model.Versions
               where version.Version.State != ModelVersionState.Archived
               from artifact in version.Artifacts.OfType<ModelArtifact>()
               let origin = CatalogOrigin.Of(artifact)
               where policies.Any(policy => policy.AllowedOrigins is { } allowed && !OriginRules.Allows(allowed, origin))
               select $"| {Cell(model.Model.Name)} | {Cell(version.Version.Name)} | {Cell(origin.ToString())} | {Cell(artifact.Uri)} |\n",
        ];
        page.Append("\n## Not from an allowed origin\n\n");
        if (rows.Length == 0)
        {
            page.Append("None.\n");
            return;
        }

        page.Append("| Model | Version | Origin | Artifact |\n|---|---|---|---|\n").AppendJoin("", rows);
    }

    private static void Details(StringBuilder page, RegisteredModelSnapshot snapshot)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n### {Cell(snapshot.Model.Name)}\n\n");
        if (snapshot.Model.Description is { Length: > 0 } description)
        {
            page.Append(MarkdownText.Paragraph(OneLine(description))).Append("\n\n");
        }

        if (snapshot.Versions.Count == 0)
        {
            page.Append("No versions.\n");
            return;
        }

        page.Append("| Version | State | Author | Hardware | Origin | Registered | Last changed | Artifacts |\n|---|---|---|---|---|---|---|---|\n");
        foreach ((ModelVersion version, IReadOnlyList<Artifact> artifacts) in snapshot.Versions)
        {
            string where = string.Join("<br>", artifacts.Select(artifact => Cell(UriOf(artifact) ?? artifact.Name)));
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {Cell(version.Name)} | {Cell(version.State?.Value)} | {Cell(version.Author)} | {Cell(Hardware(version))} | {string.Join("<br>", Origins(artifacts).Select(Cell))} | {Show(version.CreateTime)} | {Show(version.LastUpdateTime)} | {where} |\n");
        }
    }

    private static IEnumerable<string> Labels(RegistryResource entity) =>
        entity.CustomProperties.Where(property => property.Value is MetadataStringValue { Value: "" }).Select(property => property.Key).Order(StringComparer.Ordinal);

    /// <summary>A catalog says which hardware and which products a model was validated on instead.</summary>
    private static string? Hardware(RegistryResource entity) =>
        HardwareProperties.Select(name => entity.CustomProperties.GetValueOrDefault(name)?.ToString()).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private static IEnumerable<string> Origins(IEnumerable<Artifact> artifacts) =>
        artifacts.OfType<ModelArtifact>().Select(static artifact => CatalogOrigin.Of(artifact).ToString()).Distinct(StringComparer.Ordinal);

    private static string? UriOf(Artifact artifact) => artifact switch
    {
        ModelArtifact model => model.Uri,
        DocArtifact doc => doc.Uri,
        DataSet dataSet => dataSet.Uri,
        _ => null,
    };

    private static string Show(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "";

    private static string Cell(string? text) => MarkdownText.Escape(OneLine(text ?? ""));

    // Whoever wrote several lines meant them to be read on.
    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
}
