using System.Globalization;
using ModelRegistry.Artifacts;
using ModelRegistry.Seeding;
using ModelRegistry.Seeding.Exporting;
using SeedJob.Output;

namespace SeedJob.Artifacts;

/// <summary>Shows what was found of artifacts.</summary>
internal static class ArtifactPage
{
    private const int NamesInASummary = 20;

    public static void Write(IReadOnlyList<ArtifactFinding> findings, OutputFormat format, Terminal terminal, ApiAnnouncement? announcement)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.WriteJsonResult(
                    json =>
                    {
                        json.WriteStartObject();
                        WriteJson(findings, json);
                        announcement?.WriteTo(json);
                        json.WriteEndObject();
                    },
                    indented: true);
                break;
            case OutputFormat.Markdown:
                WriteMarkdown(findings, terminal);
                break;
            default:
                WriteText(findings, terminal);
                break;
        }
    }

    /// <summary>Writes the members of an object: how many there are of each status, and each artifact.</summary>
    public static void WriteJson(IReadOnlyList<ArtifactFinding> findings, MaskedJson json)
    {
        json.WriteStartObject("artifactCounts");
        foreach ((string status, int count) in Counts(findings))
        {
            json.WriteNumber(status, count);
        }

        json.WriteEndObject();
        json.WriteStartArray("artifacts");
        foreach (ArtifactFinding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("status", finding.Status);
            json.WriteString("path", finding.Target.Path);
            json.WriteString("id", finding.Target.Registered?.Id);
            json.WriteString("uri", finding.Target.Uri);
            json.WriteString("digest", finding.Check.Digest);
            json.WriteString("recordedDigest", finding.Target.RecordedDigest);
            json.WriteLong("bytes", finding.Check.Bytes);
            json.WriteLong("objects", finding.Check.Objects);
            json.WriteString("mediaType", finding.Check.MediaType);
            json.WriteTime("changeTime", finding.Check.ChangeTime);
            json.WriteString("message", finding.Message);
            json.WriteString("note", finding.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>One line that counts.</summary>
    public static string Summary(IReadOnlyList<ArtifactFinding> findings) => findings.Count == 0
        ? "No model artifact to ask about."
        : $"{Counted.Of(findings.Count, "artifact")}: "
            + $"{string.Join(", ", Counts(findings).Select(count => $"{count.Count} {count.Status}"))}.";

    /// <summary>The summary, and one line for each that was not found, as far as they fit.</summary>
    public static string PodSummary(IReadOnlyList<ArtifactFinding> findings, Terminal terminal) => string.Join(
        '\n',
        findings.Where(finding => finding.Code != ExitCode.Success)
            .Take(NamesInASummary)
            .Select(finding => $"{finding.Status}: {Excerpt.Of(finding.Target.Path, terminal)}")
            .Prepend(Summary(findings)));

    public static void WriteText(IReadOnlyList<ArtifactFinding> findings, Terminal terminal)
    {
        foreach (ArtifactFinding finding in WorstFirst(findings))
        {
            string details = Details(finding);
            terminal.WriteResult(Color.Paint(
                $"{finding.Status,-13} {Excerpt.Of(finding.Target.Path, terminal)}: {Long(finding.Target.Uri, terminal)}",
                finding.Code != ExitCode.Success ? Color.Red : finding.Check.Status == ArtifactStatus.Found ? Color.Green : Color.Gray,
                terminal));
            foreach (string line in (IEnumerable<string>)[details, finding.Message ?? "", finding.Note ?? ""])
            {
                if (line.Length > 0)
                {
                    terminal.WriteResult($"    {Long(line, terminal)}");
                }
            }
        }

        terminal.WriteResult(Summary(findings));
    }

    public static void WriteMarkdown(IReadOnlyList<ArtifactFinding> findings, Terminal terminal)
    {
        terminal.WriteResult($"**{Summary(findings)}**");
        if (findings.Count == 0)
        {
            return;
        }

        terminal.WriteResult("");
        terminal.WriteResult("| Status | Artifact | URI | Found | |");
        terminal.WriteResult("|---|---|---|---|---|");
        foreach (ArtifactFinding finding in WorstFirst(findings))
        {
            string why = string.Join(
                "<br>", new[] { finding.Message, finding.Note }.OfType<string>().Select(text => Escape(text, terminal)));
            terminal.WriteResult(
                $"| {finding.Status} | {Markdown.Cell(finding.Target.Path, terminal)} | {Escape(finding.Target.Uri, terminal)} | "
                    + $"{Escape(Details(finding), terminal)} | {why} |");
        }
    }

    private static IEnumerable<ArtifactFinding> WorstFirst(IReadOnlyList<ArtifactFinding> findings) =>
        findings.OrderBy(finding => finding.Code == ExitCode.Success).ThenBy(finding => finding.Check.Status == ArtifactStatus.Found);

    private static IEnumerable<(string Status, int Count)> Counts(IReadOnlyList<ArtifactFinding> findings) => findings
        .GroupBy(finding => finding.Status, StringComparer.Ordinal)
        .OrderBy(group => group.Key != "found")
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => (group.Key, group.Count()));

    private static string Details(ArtifactFinding finding)
    {
        ArtifactCheck check = finding.Check;
        IEnumerable<string?> parts =
        [
            check.Digest,
            check.Objects is { } objects ? $"{objects} {(objects == 1 ? "object" : "objects")}" : null,
            check.Bytes is { } bytes ? Size(bytes) : null,
            check.MediaType,
            check.ChangeTime is { } time
                ? $"changed {time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}"
                : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static string Size(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
        < 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0} GB"),
    };

    // A digest is at the end of an address, and must not be cut off.
    private static string Long(string text, Terminal terminal) => Printable.OneLine(terminal.Masked(text));

    private static string Escape(string text, Terminal terminal) => MarkdownText.Escape(terminal.Masked(text));
}
