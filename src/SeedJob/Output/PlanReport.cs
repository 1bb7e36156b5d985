using ModelRegistry.Client;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>Shows a plan.</summary>
internal static class PlanReport
{
    public static void Write(
        SeedPlan plan,
        IReadOnlyList<SeedWarning> warnings,
        OutputFormat format,
        Terminal terminal,
        ApiAnnouncement? announcement,
        Action<MaskedJson>? writeMore = null)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.WriteJsonResult(json => WriteJson(plan, warnings, announcement, writeMore, json), indented: true);
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

        int refused = Refused(plan);
        return $"Plan: {plan.Count(PlannedAction.Create)} to create, {plan.Count(PlannedAction.Update)} to update, "
            + $"{plan.Archives.Count(archive => archive.Refusal is null)} to archive, {plan.Count(PlannedAction.Unchanged)} "
            + $"unchanged{(refused == 0 ? "" : $", {refused} refused")}.";
    }

    private static void WriteText(SeedPlan plan, Terminal terminal)
    {
        foreach (EntityPlan entity in plan.Entities.Where(entity => entity.Action != PlannedAction.Unchanged))
        {
            (string sign, int color) = entity.Action switch
            {
                PlannedAction.Create => ("+", Color.Green),
                PlannedAction.Update => ("~", Color.Yellow),
                _ => ("!", Color.Red),
            };
            terminal.WriteResult(Color.Paint(
                $"{sign} {Verb(entity.Action)} {entity.Kind} "
                    + $"{Excerpt.Of(entity.Path, terminal)}{(entity.Id is { } id ? $" (id {Excerpt.Of(id, terminal)})" : "")}",
                color,
                terminal));
            if (entity.Refusal is { } refusal)
            {
                terminal.WriteResult($"    {Printable.OneLine(terminal.Masked(RefusalText.Of(refusal, plan.Set)))}");
            }

            foreach (FieldChange change in entity.Changes)
            {
                terminal.WriteResult(entity.Action == PlannedAction.Update
                    ? $"    {Excerpt.Of(change.Field, terminal)}: {Quote(change.Before, terminal)} -> {Quote(change.After, terminal)}"
                    : $"    {Excerpt.Of(change.Field, terminal)}: {Quote(change.After, terminal)}");
            }
        }

        foreach (ArchivePlan archive in plan.Archives.Where(archive => archive.Refusal is not null))
        {
            terminal.WriteResult(Color.Paint(
                $"! refuse to archive {archive.Kind} {Excerpt.Of(archive.Path, terminal)} (id {Excerpt.Of(archive.Entity.Id, terminal)})",
                Color.Red,
                terminal));
            terminal.WriteResult($"    {Printable.OneLine(terminal.Masked(archive.Refusal!.Reason))}");
        }

        foreach (ArchivePlan archive in plan.Archives.Where(archive => archive.Refusal is null))
        {
            terminal.WriteResult(Color.Paint(
                $"- archive {archive.Kind} {Excerpt.Of(archive.Path, terminal)} (id {Excerpt.Of(archive.Entity.Id, terminal)})",
                Color.Magenta,
                terminal));
        }

        terminal.WriteResult(Summary(plan));
    }

    private static void WriteJson(
        SeedPlan plan, IReadOnlyList<SeedWarning> warnings, ApiAnnouncement? announcement, Action<MaskedJson>? writeMore, MaskedJson json)
    {
        json.WriteStartObject();
        json.WriteBoolean("hasChanges", plan.HasChanges);
        json.WriteStartObject("counts");
        json.WriteNumber("create", plan.Count(PlannedAction.Create));
        json.WriteNumber("update", plan.Count(PlannedAction.Update));
        json.WriteNumber("archive", plan.Archives.Count(archive => archive.Refusal is null));
        json.WriteNumber("unchanged", plan.Count(PlannedAction.Unchanged));
        json.WriteNumber("refused", Refused(plan));
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
                json.WriteString("refusal", RefusalText.Of(refusal, plan.Set));
            }

            WriteChanges(entity.Changes, json);
            json.WriteEndObject();
        }

        foreach (ArchivePlan archive in plan.Archives)
        {
            json.WriteStartObject();
            json.WriteString("action", archive.Refusal is null ? "archive" : "refuse");
            json.WriteString("kind", archive.Kind.ToString());
            json.WriteString("path", archive.Path);
            json.WriteString("id", archive.Entity.Id);
            if (archive.Refusal is { } refusal)
            {
                json.WriteString("refusal", refusal.Reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("lockedByStruct", LockedByStruct(plan));
        SeedReport.WriteWarnings(warnings, json);
        json.WriteStartArray("declaredButArchived");
        foreach (EntityPlan entity in plan.DeclaredButArchived)
        {
            json.WriteStringValue(entity.Path);
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (string note in plan.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        if (plan.PruneRefusal is { } pruneRefusal)
        {
            json.WriteString("pruneRefusal", $"{pruneRefusal.Reason}.");
        }

        writeMore?.Invoke(json);
        announcement?.WriteTo(json);
        json.WriteEndObject();
    }

    /// <summary>
    /// Finds what holds a struct that the seed does not declare: nobody can update it without sending all of its properties.
    /// </summary>
    public static IEnumerable<string> LockedByStruct(SeedPlan plan)
    {
        foreach (RegisteredModelPlan model in plan.Models)
        {
            if (IsLocked(model.Actual, model.Spec.CustomProperties))
            {
                yield return model.Path;
            }

            foreach (ModelVersionPlan version in model.Versions)
            {
                if (IsLocked(version.Actual, version.Spec.CustomProperties))
                {
                    yield return version.Path;
                }

                foreach (ArtifactPlan artifact in version.Artifacts.Where(
                    artifact => IsLocked(artifact.Actual, artifact.Spec.CustomProperties)))
                {
                    yield return artifact.Path;
                }
            }
        }
    }

    private static bool IsLocked(RegistryResource? actual, Dictionary<string, MetadataValue> declared) =>
        actual?.CustomProperties.Any(property => property.Value is MetadataStructValue && !declared.ContainsKey(property.Key)) == true;

    public static void WriteChanges(IReadOnlyList<FieldChange> changes, MaskedJson json)
    {
        json.WriteStartArray("changes");
        foreach (FieldChange change in changes)
        {
            json.WriteStartObject();
            json.WriteString("field", change.Field);
            json.WriteString("before", change.Before);
            json.WriteString("after", change.After);
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
            string head = $"| {Verb(entity.Action)} | {entity.Kind} {Markdown.Cell(entity.Path, terminal)} |";
            if (entity.Refusal is { } refusal)
            {
                terminal.WriteResult($"{head} {Markdown.Cell(RefusalText.Of(refusal, plan.Set), terminal)} | | |");
            }

            foreach (FieldChange change in entity.Changes)
            {
                terminal.WriteResult($"{head} {Markdown.Cell(change.Field, terminal)} | {Markdown.Cell(change.Before ?? "", terminal)} | "
                    + $"{Markdown.Cell(change.After, terminal)} |");
            }

            if (entity.Changes.Count == 0 && entity.Refusal is null)
            {
                terminal.WriteResult($"{head} | | |");
            }
        }

        foreach (ArchivePlan archive in plan.Archives)
        {
            terminal.WriteResult(archive.Refusal is { } refusal
                ? $"| refuse | {archive.Kind} {Markdown.Cell(archive.Path, terminal)} | {Markdown.Cell(refusal.Reason, terminal)} | | |"
                : $"| archive | {archive.Kind} {Markdown.Cell(archive.Path, terminal)} | state | | ARCHIVED |");
        }
    }

    private static int Refused(SeedPlan plan) =>
        plan.Count(PlannedAction.Refused) + plan.Archives.Count(archive => archive.Refusal is not null);

    private static string Verb(PlannedAction action) => action switch
    {
        PlannedAction.Create => "create",
        PlannedAction.Update => "update",
        PlannedAction.Refused => "refuse",
        _ => "unchanged",
    };

    private static string Quote(string? text, Terminal terminal) => text is null ? "(not set)" : Excerpt.Quoted(text, terminal);
}
