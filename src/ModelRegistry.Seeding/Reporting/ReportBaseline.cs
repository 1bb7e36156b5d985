using System.Globalization;
using System.Text.Json;
using ModelRegistry.Seeding.Reporting;

namespace ModelRegistry.Seeding;

/// <summary>What a report compares with: an earlier report, or the audit log of the seed job.</summary>
public sealed class ReportBaseline
{
    private readonly ReportRecord? _record;
    private readonly IReadOnlyList<AuditLine> _lines;

    private ReportBaseline(ReportRecord? record, IReadOnlyList<AuditLine> lines) => (_record, _lines) = (record, lines);

    /// <summary>Reads an earlier report, in Markdown or HTML, or an audit log, one line of JSON for each change.</summary>
    /// <param name="text">The file's content.</param>
    /// <returns>What to compare with.</returns>
    /// <exception cref="FormatException">It is neither; the message says what is wrong.</exception>
    public static ReportBaseline Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (ReportRecord.Find(text) is { } record)
        {
            return new ReportBaseline(record, []);
        }

        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            throw new FormatException("it is neither a report that was made by this version of the job or a later one, nor an audit log");
        }

        var lines = new List<AuditLine>();
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(AuditLine.Parse(line)
                    ?? throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {number} is no line of an audit log")));
            }
        }

        return new ReportBaseline(null, lines);
    }

    internal void AddTo(ReportPage page, ReportRecord now)
    {
        page.Heading(2, "Changes");
        if (_record is null)
        {
            page.Paragraph("What the seed job has written, by its audit log. What others have written is not in it.");
            page.Table(
                "Changes by the audit log",
                ["Time", "Actor", "Operation", "Entity", "Changes"],
                [.. _lines.Select(line => Row(line.Time, line.Actor, line.Operation, line.Entity, line.Changes))]);
            return;
        }

        page.Paragraph(string.Create(
            CultureInfo.InvariantCulture,
            $"Since the report of {_record.Time.ToUniversalTime():yyyy-MM-dd HH:mm} UTC. The registry keeps no names of those who write; "
                + $"audit logs do."));
        page.Table(
            "Changes since the earlier report", ["Entity", "Field", "Before", "Now"], [.. Compare(_record, now)], "Nothing has changed.");
    }

    private static IEnumerable<IReadOnlyList<IReadOnlyList<string>>> Compare(ReportRecord before, ReportRecord now)
    {
        foreach (string path in before.Entities.Keys.Union(now.Entities.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            string shown = path.Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
            if (!before.Entities.TryGetValue(path, out IReadOnlyDictionary<string, string>? old))
            {
                yield return Row(shown, "", "", "new");
            }
            else if (!now.Entities.TryGetValue(path, out IReadOnlyDictionary<string, string>? current))
            {
                yield return Row(shown, "", "", "not in this report");
            }
            else
            {
                foreach (string field in old.Keys.Union(current.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
                {
                    (string left, string right) = (old.GetValueOrDefault(field, ""), current.GetValueOrDefault(field, ""));
                    if (left != right)
                    {
                        yield return Row(shown, field, left, right);
                    }
                }
            }
        }
    }

    private static IReadOnlyList<string>[] Row(params string[] cells) => [.. cells.Select(cell => (IReadOnlyList<string>)[cell])];

    private sealed record AuditLine(string Time, string Actor, string Operation, string Entity, string Changes)
    {
        public static AuditLine? Parse(string line)
        {
            try
            {
                using JsonDocument json = JsonDocument.Parse(line);
                JsonElement root = json.RootElement;
                return new AuditLine(
                    root.GetProperty("time").GetDateTimeOffset().ToUniversalTime().ToString(
                        "yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
                    root.GetProperty("actor").GetString() ?? "",
                    root.GetProperty("operation").GetString() ?? "",
                    $"{root.GetProperty("entity").GetString()} {root.GetProperty("path").GetString()}",
                    string.Join(
                        ", ", root.GetProperty("after").EnumerateObject().Select(field => Change(field, root.GetProperty("before")))));
            }
            catch (Exception exception)
                when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                return null;
            }
        }

        private static string Change(JsonProperty after, JsonElement before)
        {
            string? old = before.TryGetProperty(after.Name, out JsonElement value) ? value.GetString() : null;
            return old is null ? $"{after.Name}: {after.Value.GetString()}" : $"{after.Name}: {old} → {after.Value.GetString()}";
        }
    }
}
