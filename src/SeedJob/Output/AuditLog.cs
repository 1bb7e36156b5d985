using ModelRegistry.Client;
using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>One line of JSON for each change: who changed what, when, and from what to what.</summary>
internal sealed class AuditLog(TextWriter writer, Terminal terminal, TimeProvider time, string actor, string? set) : IDisposable
{
    public void Write(SeedEntityResult entity)
    {
        if (entity.Action is SeedAction.Unchanged)
        {
            return;
        }

        writer.WriteLine(terminal.Masked(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow());
            json.WriteString("actor", actor);
            json.WriteString("set", set);
            json.WriteString("operation", ApplyReport.Verb(entity.Action));
            json.WriteString("entity", entity.Kind.ToString());
            json.WriteString("path", entity.Path);
            json.WriteString("id", entity.Id);
            json.WriteStartObject("before");
            foreach (FieldChange change in entity.Changes)
            {
                json.WriteString(change.Field, change.Before is { } before ? terminal.Masked(before) : null);
            }

            json.WriteEndObject();
            json.WriteStartObject("after");
            foreach (FieldChange change in entity.Changes)
            {
                json.WriteString(change.Field, terminal.Masked(change.After));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        })));
        // The change is made; the line that says so must not wait for the end of a long run.
        writer.Flush();
    }

    public void Dispose() => writer.Dispose();
}
