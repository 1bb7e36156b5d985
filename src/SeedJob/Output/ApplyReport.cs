using System.Text.Json;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>Shows what an apply has done.</summary>
internal static class ApplyReport
{
    public static void Write(SeedResult result, OutputFormat format, Terminal terminal)
    {
        if (format == OutputFormat.Json)
        {
            terminal.WriteResult(JsonText.Write(json => WriteJson(result, json, terminal), indented: true));
            return;
        }

        foreach (SeedEntityResult entity in result.Entities)
        {
            terminal.WriteResult(format == OutputFormat.Markdown
                ? $"- {Verb(entity.Action)} {entity.Kind} `{entity.Path}` (id {entity.Id})"
                : $"{Verb(entity.Action),-9} {entity.Kind,-15} id {entity.Id,-6} {entity.Path}");
        }

        terminal.WriteResult(Summary(result));
    }

    /// <summary>One line that counts what was done.</summary>
    public static string Summary(SeedResult result)
    {
        int created = result.Count(SeedAction.Created) + result.Count(SeedAction.Adopted);
        return $"{created} created, {result.Count(SeedAction.Updated)} updated, {result.Count(SeedAction.Archived)} archived, {result.Count(SeedAction.Unchanged)} unchanged"
            + (result.Failures.Count == 0 ? "" : $", {result.Failures.Count} failed")
            + (result.IsStopped ? "; stopped before the end, run again to go on" : "");
    }

    public static string Verb(SeedAction action) => action switch
    {
        SeedAction.Created => "created",
        SeedAction.Updated => "updated",
        SeedAction.Adopted => "adopted",
        SeedAction.Archived => "archived",
        _ => "unchanged",
    };

    private static void WriteJson(SeedResult result, Utf8JsonWriter json, Terminal terminal)
    {
        json.WriteStartObject();
        json.WriteBoolean("stopped", result.IsStopped);
        json.WriteStartObject("counts");
        json.WriteNumber("created", result.Count(SeedAction.Created));
        json.WriteNumber("updated", result.Count(SeedAction.Updated));
        json.WriteNumber("adopted", result.Count(SeedAction.Adopted));
        json.WriteNumber("archived", result.Count(SeedAction.Archived));
        json.WriteNumber("unchanged", result.Count(SeedAction.Unchanged));
        json.WriteNumber("failed", result.Failures.Count);
        json.WriteEndObject();
        json.WriteStartArray("entities");
        foreach (SeedEntityResult entity in result.Entities)
        {
            json.WriteStartObject();
            json.WriteString("action", Verb(entity.Action));
            json.WriteString("kind", entity.Kind.ToString());
            json.WriteString("path", entity.Path);
            json.WriteString("id", entity.Id);
            PlanReport.WriteChanges(entity.Changes, json, terminal);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("failures");
        foreach (SeedFailure failure in result.Failures)
        {
            json.WriteStartObject();
            json.WriteString("path", failure.Path);
            json.WriteString("error", terminal.Masked(failure.Error.Message));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
