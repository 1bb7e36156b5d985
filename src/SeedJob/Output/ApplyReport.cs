using System.Globalization;
using System.Text;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>Shows what an apply has done.</summary>
internal static class ApplyReport
{
    /// <summary>Failures that are named in the summary.</summary>
    private const int NamedFailures = 10;

    /// <summary>Bytes of the summary, of which the pod's status keeps 4,096: there can be an announcement of the registry's besides.</summary>
    private const int SummaryBytes = 3_400;

    public static void Write(ApplyOutcome outcome, IReadOnlyList<SeedWarning> warnings, OutputFormat format, Terminal terminal, ApiAnnouncement? announcement)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.WriteJsonResult(json => WriteJson(outcome, warnings, announcement, json), indented: true);
                break;
            case OutputFormat.Markdown:
                WriteMarkdown(outcome, terminal);
                break;
            default:
                WriteText(outcome, terminal);
                break;
        }
    }

    /// <summary>One line that counts what was done.</summary>
    public static string Summary(ApplyOutcome outcome)
    {
        SeedResult result = outcome.Result;
        return $"{result.Count(SeedAction.Created)} created, {result.Count(SeedAction.Updated)} updated"
            + $", {result.Count(SeedAction.Archived)} archived, {result.Count(SeedAction.Unchanged)} unchanged"
            + (result.Count(SeedAction.Adopted) is > 0 and var adopted ? $", {adopted} adopted" : "")
            + (result.Count(SeedAction.Unconfirmed) is > 0 and var unconfirmed ? $", {unconfirmed} unconfirmed" : "")
            + (result.Failures.Count == 0 ? "" : $", {result.Failures.Count} failed")
            + (outcome.NotReached == 0 ? "" : $", {outcome.NotReached} {(outcome.NotReached == 1 ? "model" : "models")} not reached")
            + (outcome.NotArchived == 0 ? "" : $", {outcome.NotArchived} not archived")
            + (result.IsStopped ? "; stopped before the end, run again to go on" : "");
    }

    /// <summary>The counts, the first failures, the ids of what was changed as far as there is room, and how many there was none for.</summary>
    public static string PodSummary(ApplyOutcome outcome, Terminal terminal)
    {
        var summary = new StringBuilder(Summary(outcome));
        IReadOnlyList<SeedFailure> failures = outcome.Result.Failures;
        AddLines(
            summary,
            [.. failures.Take(NamedFailures).Select(failure => Line($"failed: {Failure(failure)}", terminal))],
            failures.Count,
            "failure",
            SummaryBytes * 2 / 3);
        SeedEntityResult[] changed = [.. outcome.Result.Entities.Where(entity => entity.Action != SeedAction.Unchanged)];
        AddLines(
            summary,
            changed.Select(entity => Line($"{Verb(entity.Action)} {entity.Kind} {entity.Path} (id {entity.Id})", terminal)),
            changed.Length,
            "changed entity",
            SummaryBytes);
        return summary.ToString();
    }

    /// <summary>What failed and why, each path once: a refusal of the registry's client names what is refused itself.</summary>
    public static string Failure(SeedFailure failure)
    {
        string message = failure.Error.Message;
        bool isNamed = message.StartsWith($"{failure.Path}: ", StringComparison.Ordinal) || message.StartsWith($"{failure.Path}/", StringComparison.Ordinal);
        return isNamed ? message : $"{failure.Path}: {message}";
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

    public static string Verb(SeedAction action) => action switch
    {
        SeedAction.Created => "created",
        SeedAction.Updated => "updated",
        SeedAction.Adopted => "adopted",
        SeedAction.Archived => "archived",
        SeedAction.Unconfirmed => "unconfirmed",
        _ => "unchanged",
    };

    private static string Line(string text, Terminal terminal) => Printable.OneLine(terminal.Masked(text));

    private static void WriteText(ApplyOutcome outcome, Terminal terminal)
    {
        int idWidth = outcome.Result.Entities.Select(entity => Excerpt.Of(entity.Id, terminal).Length).DefaultIfEmpty().Max();
        foreach (SeedEntityResult entity in outcome.Result.Entities)
        {
            int color = entity.Action switch
            {
                SeedAction.Created or SeedAction.Adopted => Color.Green,
                SeedAction.Updated => Color.Yellow,
                SeedAction.Archived => Color.Magenta,
                SeedAction.Unconfirmed => Color.Red,
                _ => Color.Gray,
            };
            terminal.WriteResult(
                $"{Color.Paint($"{Verb(entity.Action),-9}", color, terminal)} {entity.Kind,-15} id {Excerpt.Of(entity.Id, terminal).PadRight(idWidth)} {Line(entity.Path, terminal)}");
        }

        terminal.WriteResult(Summary(outcome));
    }

    private static void WriteMarkdown(ApplyOutcome outcome, Terminal terminal)
    {
        terminal.WriteResult($"**{Summary(outcome)}**");
        if (outcome.Result.Failures.Count > 0)
        {
            terminal.WriteResult("\n| Failed | Why |\n|---|---|");
            foreach (SeedFailure failure in outcome.Result.Failures)
            {
                terminal.WriteResult($"| {Markdown.Cell(failure.Path, terminal)} | {Markdown.Cell(failure.Error.Message, terminal)} |");
            }
        }

        if (outcome.Result.Entities.Count > 0)
        {
            terminal.WriteResult("\n| | Entity | Id |\n|---|---|---|");
            foreach (SeedEntityResult entity in outcome.Result.Entities)
            {
                terminal.WriteResult($"| {Verb(entity.Action)} | {entity.Kind} {Markdown.Cell(entity.Path, terminal)} | {Markdown.Cell(entity.Id, terminal)} |");
            }
        }
    }

    private static void WriteJson(ApplyOutcome outcome, IReadOnlyList<SeedWarning> warnings, ApiAnnouncement? announcement, MaskedJson json)
    {
        SeedResult result = outcome.Result;
        json.WriteStartObject();
        json.WriteBoolean("stopped", result.IsStopped);
        json.WriteStartObject("counts");
        json.WriteNumber("created", result.Count(SeedAction.Created));
        json.WriteNumber("updated", result.Count(SeedAction.Updated));
        json.WriteNumber("adopted", result.Count(SeedAction.Adopted));
        json.WriteNumber("archived", result.Count(SeedAction.Archived));
        json.WriteNumber("unchanged", result.Count(SeedAction.Unchanged));
        json.WriteNumber("unconfirmed", result.Count(SeedAction.Unconfirmed));
        json.WriteNumber("failed", result.Failures.Count);
        json.WriteNumber("notReached", outcome.NotReached);
        json.WriteNumber("notArchived", outcome.NotArchived);
        json.WriteEndObject();
        json.WriteStartArray("entities");
        foreach (SeedEntityResult entity in result.Entities)
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
            json.WriteString("error", failure.Error.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        SeedReport.WriteWarnings(warnings, json);
        announcement?.WriteTo(json);
        json.WriteEndObject();
    }
}
