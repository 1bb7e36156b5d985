using System.Text;
using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>Shows a plan.</summary>
internal static class PlanReport
{
    private const int MaxShown = 200;

    public static void Write(SeedPlan plan, OutputFormat format, Terminal terminal)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.WriteResult(JsonText.Write(json => WriteJson(plan, json, terminal), indented: true));
                break;
            case OutputFormat.Markdown:
                WriteMarkdown(plan, terminal);
                break;
            default:
                WriteText(plan, terminal);
                break;
        }
    }

    /// <summary>One line that counts what is to be done.</summary>
    public static string Summary(SeedPlan plan)
    {
        if (!plan.HasChanges && !plan.IsRefused)
        {
            return $"No changes: the registry is as the seed says ({plan.Count(PlannedAction.Unchanged)} unchanged).";
        }

        int refused = plan.Count(PlannedAction.Refused);
        return $"Plan: {plan.Count(PlannedAction.Create)} to create, {plan.Count(PlannedAction.Update)} to update, {plan.Archives.Count} to archive, "
            + $"{plan.Count(PlannedAction.Unchanged)} unchanged{(refused == 0 ? "" : $", {refused} refused")}.";
    }

    private static void WriteText(SeedPlan plan, Terminal terminal)
    {
        foreach (EntityPlan entity in plan.Entities.Where(entity => entity.Action != PlannedAction.Unchanged))
        {
            (string sign, int color) = entity.Action switch
            {
                PlannedAction.Create => ("+", 32),
                PlannedAction.Update => ("~", 33),
                _ => ("!", 31),
            };
            terminal.WriteResult(Colored($"{sign} {Verb(entity.Action)} {entity.Kind} {entity.Path}{(entity.Id is { } id ? $" (id {id})" : "")}", color, terminal));
            if (entity.Refusal is { } refusal)
            {
                terminal.WriteResult($"    {refusal}");
            }

            foreach (FieldChange change in entity.Changes)
            {
                terminal.WriteResult(entity.Action == PlannedAction.Update
                    ? $"    {change.Field}: {Quote(change.Before, terminal)} -> {Quote(change.After, terminal)}"
                    : $"    {change.Field}: {Quote(change.After, terminal)}");
            }
        }

        foreach (ArchivePlan archive in plan.Archives)
        {
            terminal.WriteResult(Colored($"- archive {archive.Kind} {archive.Path} (id {archive.Entity.Id})", 35, terminal));
        }

        terminal.WriteResult(Summary(plan));
    }

    private static void WriteJson(SeedPlan plan, Utf8JsonWriter json, Terminal terminal)
    {
        json.WriteStartObject();
        json.WriteBoolean("hasChanges", plan.HasChanges);
        json.WriteStartObject("counts");
        json.WriteNumber("create", plan.Count(PlannedAction.Create));
        json.WriteNumber("update", plan.Count(PlannedAction.Update));
        json.WriteNumber("archive", plan.Archives.Count);
        json.WriteNumber("unchanged", plan.Count(PlannedAction.Unchanged));
        json.WriteNumber("refused", plan.Count(PlannedAction.Refused));
        json.WriteEndObject();
        json.WriteStartArray("entities");
        foreach (EntityPlan entity in plan.Entities)
        {
            json.WriteStartObject();
            json.WriteString("action", Verb(entity.Action));
            json.WriteString("kind", entity.Kind.ToString());
            json.WriteString("path", entity.Path);
            json.WriteString("id", entity.Id);
            if (entity.Refusal is { } refusal)
            {
                json.WriteString("refusal", terminal.Masked(refusal));
            }

            WriteChanges(entity.Changes, json, terminal);
            json.WriteEndObject();
        }

        foreach (ArchivePlan archive in plan.Archives)
        {
            json.WriteStartObject();
            json.WriteString("action", "archive");
            json.WriteString("kind", archive.Kind.ToString());
            json.WriteString("path", archive.Path);
            json.WriteString("id", archive.Entity.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteChanges(IReadOnlyList<FieldChange> changes, Utf8JsonWriter json, Terminal terminal)
    {
        json.WriteStartArray("changes");
        foreach (FieldChange change in changes)
        {
            json.WriteStartObject();
            json.WriteString("field", change.Field);
            json.WriteString("before", change.Before is { } before ? terminal.Masked(before) : null);
            json.WriteString("after", terminal.Masked(change.After));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMarkdown(SeedPlan plan, Terminal terminal)
    {
        terminal.WriteResult($"**{Summary(plan)}**");
        if (!plan.HasChanges && !plan.IsRefused)
        {
            return;
        }

        terminal.WriteResult("");
        terminal.WriteResult("| | Entity | Field | Before | After |");
        terminal.WriteResult("|---|---|---|---|---|");
        foreach (EntityPlan entity in plan.Entities.Where(entity => entity.Action != PlannedAction.Unchanged))
        {
            string head = $"| {Verb(entity.Action)} | {entity.Kind} {Cell(entity.Path, terminal)} |";
            if (entity.Refusal is { } refusal)
            {
                terminal.WriteResult($"{head} {Cell(refusal, terminal)} | | |");
            }

            foreach (FieldChange change in entity.Changes)
            {
                terminal.WriteResult($"{head} {Cell(change.Field, terminal)} | {Cell(change.Before ?? "", terminal)} | {Cell(change.After, terminal)} |");
            }

            if (entity.Changes.Count == 0 && entity.Refusal is null)
            {
                terminal.WriteResult($"{head} | | |");
            }
        }

        foreach (ArchivePlan archive in plan.Archives)
        {
            terminal.WriteResult($"| archive | {archive.Kind} {Cell(archive.Path, terminal)} | state | | ARCHIVED |");
        }
    }

    private static string Verb(PlannedAction action) => action switch
    {
        PlannedAction.Create => "create",
        PlannedAction.Update => "update",
        PlannedAction.Refused => "refuse",
        _ => "unchanged",
    };

    private static string Quote(string? text, Terminal terminal) => text is null ? "(not set)" : $"\"{OneLine(terminal.Masked(text)).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Cell(string text, Terminal terminal) =>
        OneLine(terminal.Masked(text)).Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string OneLine(string text)
    {
        var line = new StringBuilder();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MaxShown)))
        {
            _ = c switch
            {
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ when char.IsControl(c) => line.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)),
                _ => line.Append(c),
            };
        }

        return text.Length > MaxShown ? line.Append(System.Globalization.CultureInfo.InvariantCulture, $"… ({text.Length} characters)").ToString() : line.ToString();
    }

    private static string Colored(string text, int color, Terminal terminal) => terminal.UseColor ? $"\u001b[{color}m{text}\u001b[0m" : text;
}
