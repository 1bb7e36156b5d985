using System.Globalization;
using System.Text;
using ModelRegistry.Client;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>Shows what an apply has done.</summary>
internal static class ApplyReport
{
    /// <summary>Failures that are named in the summary.</summary>
    private const int NamedFailures = 10;

    /// <summary>
    /// Bytes of the summary, of which the pod's status keeps 4,096: there can be an announcement of the registry's besides.
    /// </summary>
    private const int SummaryBytes = 3_400;

    /// <summary>Changes that the text lists unless all is asked for: of a large seed, the audit log and JSON have all.</summary>
    private const int ListedChanges = 20;

    public static void Write(
        SeedResult result,
        IReadOnlyList<SeedWarning> warnings,
        OutputFormat format,
        bool isVerbose,
        Terminal terminal,
        ApiAnnouncement? announcement)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.WriteJsonResult(json => WriteJson(result, warnings, announcement, json), indented: true);
                break;
            case OutputFormat.Markdown:
                WriteMarkdown(result, isVerbose, terminal);
                break;
            default:
                WriteText(result, isVerbose, terminal);
                break;
        }
    }

    /// <summary>One line that counts what was done.</summary>
    public static string Summary(SeedResult result)
    {
        (int notReached, int notArchived) = (result.NotReached.Count(), result.NotArchived.Count());
        return $"{result.Count(AppliedAction.Created)} created, {result.Count(AppliedAction.Updated)} updated"
            + $", {result.Count(AppliedAction.Archived)} archived, {result.Count(AppliedAction.Unchanged)} unchanged"
            + (result.Count(AppliedAction.Adopted) is > 0 and var adopted ? $", {adopted} adopted" : "")
            + (result.Count(AppliedAction.Unconfirmed) is > 0 and var unconfirmed ? $", {unconfirmed} unconfirmed" : "")
            + (result.Failures.Count == 0 ? "" : $", {result.Failures.Count} failed")
            + (notReached == 0 ? "" : $", {Counted.Of(notReached, "model")} not reached")
            + (notArchived == 0 ? "" : $", {notArchived} not archived")
            + (result.IsStopped ? "; stopped before the end, run again to go on" : "");
    }

    /// <summary>
    /// The counts, the first failures, the ids of what was changed as far as there is room, and how many there was none for.
    /// </summary>
    public static string PodSummary(SeedResult result, Terminal terminal)
    {
        var summary = new StringBuilder(Summary(result));
        IReadOnlyList<SeedFailure> failures = result.Failures;
        AddLines(
            summary,
            [.. failures.Take(NamedFailures).Select(failure => Line($"failed: {RefusalText.Of(failure, result.Plan)}", terminal))],
            failures.Count,
            "failure",
            SummaryBytes * 2 / 3);
        EntityResult[] changed = [.. Reached(result).Where(entity => entity.Action != AppliedAction.Unchanged)];
        AddLines(
            summary,
            changed.Select(entity => Line($"{Verb(entity.Action)} {entity.Kind} {entity.Path} (id {entity.Id})", terminal)),
            changed.Length,
            "changed entity",
            SummaryBytes);
        return summary.ToString();
    }

    private static void AddLines(StringBuilder summary, IEnumerable<string> lines, int count, string noun, int until)
    {
        int left = count;
        int room = until - Encoding.UTF8.GetByteCount(summary.ToString());
        foreach (string line in lines)
        {
            // Each line is set in by two spaces.
            room -= Encoding.UTF8.GetByteCount(line) + 3;
            if (room < 0)
            {
                break;
            }

            summary.Append('\n').Append(line);
            left--;
        }

        if (left > 0)
        {
            string nouns = left == 1 ? noun : noun.EndsWith('y') ? $"{noun[..^1]}ies" : $"{noun}s";
            summary.Append(CultureInfo.InvariantCulture, $"\n… and {left} more {nouns}");
        }
    }

    public static string Verb(AppliedAction action) => action switch
    {
        AppliedAction.Created => "created",
        AppliedAction.Updated => "updated",
        AppliedAction.Adopted => "adopted",
        AppliedAction.Archived => "archived",
        AppliedAction.Unconfirmed => "unconfirmed",
        _ => "unchanged",
    };

    /// <summary>What was not reached is counted, not listed.</summary>
    private static IEnumerable<EntityResult> Reached(SeedResult result) =>
        result.Entities.Where(entity => entity.Action != AppliedAction.NotReached);

    private static string Line(string text, Terminal terminal) => Printable.OneLine(terminal.Masked(text));

    private static void WriteText(SeedResult result, bool isVerbose, Terminal terminal)
    {
        EntityResult[] changed = [.. Reached(result).Where(entity => isVerbose || entity.Action != AppliedAction.Unchanged)];
        EntityResult[] listed = isVerbose ? changed : [.. changed.Take(ListedChanges)];
        int idWidth = listed.Select(entity => Excerpt.Of(entity.Id, terminal).Length).DefaultIfEmpty().Max();
        foreach (EntityResult entity in listed)
        {
            int color = entity.Action switch
            {
                AppliedAction.Created or AppliedAction.Adopted => Color.Green,
                AppliedAction.Updated => Color.Yellow,
                AppliedAction.Archived => Color.Magenta,
                AppliedAction.Unconfirmed => Color.Red,
                _ => Color.Gray,
            };
            terminal.WriteResult(
                $"{Color.Paint($"{Verb(entity.Action),-9}", color, terminal)} {entity.Kind,-15} id "
                    + $"{Excerpt.Of(entity.Id, terminal).PadRight(idWidth)} {Line(entity.Path, terminal)}");
        }

        if (changed.Length > listed.Length)
        {
            terminal.WriteResult(
                $"… and {changed.Length - listed.Length} more; --verbose lists all, as --output json and the audit log do");
        }

        terminal.WriteResult(Summary(result));
    }

    private static void WriteMarkdown(SeedResult result, bool isVerbose, Terminal terminal)
    {
        EntityResult[] listed = [.. Reached(result).Where(entity => isVerbose || entity.Action != AppliedAction.Unchanged)];
        terminal.WriteResult($"**{Summary(result)}**");
        if (result.Failures.Count > 0)
        {
            terminal.WriteResult("\n| Failed | Why |\n|---|---|");
            foreach (SeedFailure failure in result.Failures)
            {
                terminal.WriteResult(
                    $"| {Markdown.Cell(failure.Path, terminal)} | {Markdown.Cell(RefusalText.ErrorOf(failure, result.Plan), terminal)} |");
            }
        }

        if (listed.Length > 0)
        {
            terminal.WriteResult("\n| | Entity | Id |\n|---|---|---|");
            foreach (EntityResult entity in listed)
            {
                terminal.WriteResult($"| {Verb(entity.Action)} | {entity.Kind} {Markdown.Cell(entity.Path, terminal)} | "
                    + $"{Markdown.Cell(entity.Id, terminal)} |");
            }
        }
    }

    private static void WriteJson(SeedResult result, IReadOnlyList<SeedWarning> warnings, ApiAnnouncement? announcement, MaskedJson json)
    {
        json.WriteStartObject();
        json.WriteBoolean("stopped", result.IsStopped);
        json.WriteStartObject("counts");
        json.WriteNumber("created", result.Count(AppliedAction.Created));
        json.WriteNumber("updated", result.Count(AppliedAction.Updated));
        json.WriteNumber("adopted", result.Count(AppliedAction.Adopted));
        json.WriteNumber("archived", result.Count(AppliedAction.Archived));
        json.WriteNumber("unchanged", result.Count(AppliedAction.Unchanged));
        json.WriteNumber("unconfirmed", result.Count(AppliedAction.Unconfirmed));
        json.WriteNumber("failed", result.Failures.Count);
        json.WriteNumber("notReached", result.NotReached.Count());
        json.WriteNumber("notArchived", result.NotArchived.Count());
        json.WriteEndObject();
        json.WriteStartArray("entities");
        foreach (EntityResult entity in Reached(result))
        {
            json.WriteStartObject();
            json.WriteString("action", Verb(entity.Action));
            json.WriteString("kind", entity.Kind.ToString());
            json.WriteString("path", entity.Path);
            json.WriteString("id", entity.Id);
            PlanReport.WriteChanges(entity.Changes, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("failures");
        foreach (SeedFailure failure in result.Failures)
        {
            json.WriteStartObject();
            json.WriteString("path", failure.Path);
            json.WriteString("error", RefusalText.ErrorOf(failure, result.Plan));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        SeedReport.WriteWarnings(warnings, json);
        announcement?.WriteTo(json);
        json.WriteEndObject();
    }
}
