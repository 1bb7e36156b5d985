using System.Globalization;
using ModelRegistry.Seeding;
using SeedJob.Output;

namespace SeedJob.Coverage;

/// <summary>Shows what was found.</summary>
/// <param name="coverage">What was found.</param>
/// <param name="cluster">What it was found about.</param>
/// <param name="registry">The registry's address.</param>
/// <param name="now">When the registry was read.</param>
internal sealed class CoveragePage(DeploymentCoverage coverage, ClusterState cluster, Uri registry, DateTimeOffset now)
{
    private const int NamesInASummary = 20;

    private IEnumerable<CoverageEntry> WorstFirst => coverage.Entries.OrderByDescending(entry => entry.Verdict);

    private int Findings => coverage.Entries.Count - coverage.Count(CoverageVerdict.Vetted);

    public void Write(OutputFormat format, Terminal terminal, ApiAnnouncement? announcement)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.WriteJsonResult(json => WriteJson(json, announcement), indented: true);
                break;
            case OutputFormat.Markdown:
                WriteMarkdown(terminal);
                break;
            default:
                WriteText(terminal);
                break;
        }
    }

    /// <summary>One line that counts, and one for each finding as far as they fit.</summary>
    public string PodSummary(Terminal terminal) => string.Join(
        '\n',
        WorstFirst.Where(entry => entry.Verdict != CoverageVerdict.Vetted)
            .Take(NamesInASummary)
            .Select(entry => $"{Verdicts.Name(entry.Verdict)}: {Excerpt.Of(entry.Deployment.ToString(), terminal)}")
            .Prepend(Summary()));

    private string Summary()
    {
        IEnumerable<string> counts = Verdicts.All
            .Where(verdict => verdict != CoverageVerdict.Vetted && coverage.Count(verdict) > 0)
            .Select(verdict => $"{coverage.Count(verdict)} {Verdicts.Name(verdict)}");
        string findings = Findings == 0 ? "" : $", {string.Join(", ", counts)}";
        return $"{Counted.Of(coverage.Entries.Count, "deployment")}: {coverage.Count(CoverageVerdict.Vetted)} vetted{findings}. "
            + $"{Counted.Of(coverage.NotDeployed.Count, "live version")} that nobody runs.";
    }

    private string Ages()
    {
        string asked = cluster.Time is { } time ? $"of {Show(time)}{Ago(time)}" : "of an unknown time";
        string newest = coverage.NewestDeployment is { } made ? $", its newest deployment made {Show(made)}{Ago(made)}" : "";
        string changed = coverage.RegistryChanged is { } change ? $", last changed {Show(change)}{Ago(change)}" : ", empty";
        return $"Registry {registry}: read {Show(now)}{changed}. Cluster: {cluster.Source}, {asked}{newest}.";
    }

    private void WriteText(Terminal terminal)
    {
        foreach (CoverageEntry entry in WorstFirst)
        {
            string name = Verdicts.Name(entry.Verdict).PadRight(14);
            terminal.WriteResult(
                Color.Paint($"{name} {Excerpt.Of(entry.Deployment.ToString(), terminal)}", Verdicts.ColorOf(entry.Verdict), terminal));
            foreach (string finding in entry.Findings)
            {
                terminal.WriteResult($"    {Long(finding, terminal)}");
            }
        }

        foreach (string version in coverage.NotDeployed)
        {
            terminal.WriteResult(Color.Paint($"{Verdicts.NotDeployed.PadRight(14)} {Excerpt.Of(version, terminal)}", Color.Gray, terminal));
        }

        terminal.WriteResult(Summary());
        terminal.WriteResult(Long(Ages(), terminal));
    }

    private void WriteMarkdown(Terminal terminal)
    {
        terminal.WriteResult($"**{Summary()}**");
        terminal.WriteResult("");
        terminal.WriteResult(MarkdownLong(Ages(), terminal));
        if (coverage.Entries.Count > 0)
        {
            terminal.WriteResult("");
            terminal.WriteResult("| Verdict | Deployment | Why |");
            terminal.WriteResult("|---|---|---|");
        }

        foreach (CoverageEntry entry in WorstFirst)
        {
            string why = string.Join("<br>", entry.Findings.Select(finding => MarkdownLong(finding, terminal)));
            terminal.WriteResult($"| {Verdicts.Name(entry.Verdict)} | {Markdown.Cell(entry.Deployment.ToString(), terminal)} | {why} |");
        }

        if (coverage.NotDeployed.Count > 0)
        {
            terminal.WriteResult("");
            terminal.WriteResult("Live versions that nobody runs:");
            terminal.WriteResult("");
        }

        foreach (string version in coverage.NotDeployed)
        {
            terminal.WriteResult($"- {Markdown.Cell(version, terminal)}");
        }
    }

    private void WriteJson(MaskedJson json, ApiAnnouncement? announcement)
    {
        json.WriteStartObject();
        json.WriteStartObject("counts");
        json.WriteNumber("deployments", coverage.Entries.Count);
        foreach (CoverageVerdict verdict in Verdicts.All)
        {
            json.WriteNumber(Verdicts.Name(verdict), coverage.Count(verdict));
        }

        json.WriteNumber(Verdicts.NotDeployed, coverage.NotDeployed.Count);
        json.WriteEndObject();
        json.WriteStartObject("registry");
        json.WriteString("address", registry.ToString());
        json.WriteTime("readTime", now);
        json.WriteTime("lastChangeTime", coverage.RegistryChanged);
        json.WriteEndObject();
        json.WriteStartObject("cluster");
        json.WriteString("source", cluster.Source);
        json.WriteTime("time", cluster.Time);
        json.WriteTime("newestDeploymentTime", coverage.NewestDeployment);
        json.WriteEndObject();
        json.WriteStartArray("deployments");
        foreach (CoverageEntry entry in WorstFirst)
        {
            json.WriteStartObject();
            json.WriteString("verdict", Verdicts.Name(entry.Verdict));
            json.WriteString("kind", entry.Deployment.Kind);
            json.WriteString("namespace", entry.Deployment.Namespace);
            json.WriteString("name", entry.Deployment.Name);
            json.WriteTime("createTime", entry.Deployment.CreateTime);
            json.WriteStrings("uris", entry.Deployment.Sources.Select(source => source.Uri).OfType<string>());
            json.WriteStrings("versions", entry.Versions);
            json.WriteStrings("findings", entry.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("notDeployed", coverage.NotDeployed);
        announcement?.WriteTo(json);
        json.WriteEndObject();
    }

    private string Ago(DateTimeOffset time)
    {
        TimeSpan age = now - time;
        return age switch
        {
            { TotalMinutes: < 2 } => "",
            { TotalHours: < 2 } => Ago(age.TotalMinutes, "minutes"),
            { TotalDays: < 2 } => Ago(age.TotalHours, "hours"),
            _ => Ago(age.TotalDays, "days"),
        };
    }

    private static string Ago(double count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $" ({Math.Floor(count)} {unit} ago)");

    private static string Show(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    // Addresses are long, and what decides can be at their end.
    private static string Long(string sentence, Terminal terminal) => Printable.OneLine(terminal.Masked(sentence));

    private static string MarkdownLong(string sentence, Terminal terminal) =>
        ModelRegistry.Seeding.Exporting.MarkdownText.Escape(terminal.Masked(sentence));
}
