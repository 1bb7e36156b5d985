using ModelRegistry.Seeding;

namespace SeedJob.Output;

/// <summary>Shows what has become of what was registered from a catalog.</summary>
internal static class CatalogDiffReport
{
    private static readonly KindName[] Kinds =
    [
        new(CatalogChangeKind.Gone, "gone", "gone"),
        new(CatalogChangeKind.Moved, "moved", "moved"),
        new(CatalogChangeKind.SourceBroken, "", "source broken"),
        new(CatalogChangeKind.Validation, "validation", "validation lost"),
        new(CatalogChangeKind.Artifact, "artifact", "artifact"),
        new(CatalogChangeKind.Licence, "licence", "licence"),
        new(CatalogChangeKind.ChangedByHand, "hand", "changed by hand"),
        new(CatalogChangeKind.OlderProvenance, "older", "older provenance"),
        new(CatalogChangeKind.Metadata, "metadata", "metadata"),
        new(CatalogChangeKind.Documentation, "documentation", "documentation"),
    ];

    public static bool TryParseLevels(string text, out IReadOnlyList<CatalogChangeKind> levels)
    {
        if (text == "none")
        {
            levels = [];
            return true;
        }

        string[] named = text.Split(',', StringSplitOptions.TrimEntries);
        levels = [.. Kinds.Where(kind => named.Contains(kind.Level, StringComparer.Ordinal)).Select(kind => kind.Kind)];
        return named.All(level => level.Length > 0 && Kinds.Any(kind => kind.Level == level));
    }

    /// <summary>
    /// One line that counts what has become of the entries; metadata is counted by field, and an entry counts in every kind of change.
    /// </summary>
    public static string Summary(IReadOnlyList<CatalogEntryDiff> diffs)
    {
        IEnumerable<string> kinds =
            from kind in Kinds
            where kind.Kind != CatalogChangeKind.Metadata
            let count = diffs.Count(diff => diff.Changes.Any(change => change.Kind == kind.Kind))
            where count > 0
            select $"{count} {kind.Name}";
        IEnumerable<string> fields = diffs
            .SelectMany(static diff => diff.Changes.Where(static change => change.Kind == CatalogChangeKind.Metadata)
                .Select(static change => change.Field)
                .Distinct(StringComparer.Ordinal))
            .CountBy(static field => field, StringComparer.Ordinal)
            .OrderByDescending(static same => same.Value)
            .ThenBy(static same => same.Key, StringComparer.Ordinal)
            .Select(static same => $"{same.Value} {Printable.OneLine(same.Key)}");
        string[] counts = [.. kinds, .. fields, $"{diffs.Count(diff => diff.Changes.Count == 0)} same"];
        return $"{diffs.Count} {(diffs.Count == 1 ? "entry" : "entries")}: {string.Join(", ", counts)}.";
    }

    public static void Write(IReadOnlyList<CatalogEntryDiff> diffs, OutputFormat format, Terminal terminal)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.WriteJsonResult(json => WriteJson(diffs, json), indented: true);
                break;
            case OutputFormat.Markdown:
                WriteMarkdown(diffs, terminal);
                break;
            default:
                WriteText(diffs, terminal);
                break;
        }
    }

    private static void WriteText(IReadOnlyList<CatalogEntryDiff> diffs, Terminal terminal)
    {
        foreach (CatalogEntryDiff diff in diffs.Where(diff => diff.Changes.Count > 0))
        {
            terminal.WriteResult($"{Classes(diff)}: {Excerpt.Of($"{diff.Model}/{diff.Version}", terminal)} "
                + $"({Excerpt.Of(diff.Origin.ToString(), terminal)})");
            foreach (CatalogChange change in diff.Changes)
            {
                terminal.WriteResult(
                    $"    {Excerpt.Of(change.Field, terminal)}: {Quoted(change.Before, terminal)} -> {Quoted(change.After, terminal)}");
            }
        }

        terminal.WriteResult(Summary(diffs));
    }

    private static void WriteMarkdown(IReadOnlyList<CatalogEntryDiff> diffs, Terminal terminal)
    {
        terminal.WriteResult($"**{Markdown.Cell(Summary(diffs), terminal)}**");
        if (diffs.All(diff => diff.Changes.Count == 0))
        {
            return;
        }

        terminal.WriteResult("");
        terminal.WriteResult("| | Model | From | Field | Registered | Catalog |");
        terminal.WriteResult("|---|---|---|---|---|---|");
        foreach (CatalogEntryDiff diff in diffs)
        {
            foreach (CatalogChange change in diff.Changes)
            {
                string[] cells =
                [
                    NameOf(change.Kind),
                    $"{diff.Model}/{diff.Version}",
                    diff.Origin.ToString(),
                    change.Field,
                    change.Before ?? "",
                    change.After ?? "",
                ];
                terminal.WriteResult($"| {string.Join(" | ", cells.Select(cell => Markdown.Cell(cell, terminal)))} |");
            }
        }
    }

    private static void WriteJson(IReadOnlyList<CatalogEntryDiff> diffs, MaskedJson json)
    {
        json.WriteStartObject();
        json.WriteString("summary", Summary(diffs));
        json.WriteStartObject("counts");
        json.WriteNumber("entries", diffs.Count);
        json.WriteNumber("same", diffs.Count(diff => diff.Changes.Count == 0));
        foreach (KindName kind in Kinds)
        {
            json.WriteNumber(kind.Name, diffs.Count(diff => diff.Changes.Any(change => change.Kind == kind.Kind)));
        }

        json.WriteEndObject();
        json.WriteStartArray("entries");
        foreach (CatalogEntryDiff diff in diffs)
        {
            json.WriteStartObject();
            json.WriteString("model", diff.Model);
            json.WriteString("version", diff.Version);
            json.WriteString("source", diff.Origin.Class);
            json.WriteString("name", diff.Origin.Name);
            json.WriteStartArray("changes");
            foreach (CatalogChange change in diff.Changes)
            {
                json.WriteStartObject();
                json.WriteString("class", NameOf(change.Kind));
                json.WriteString("field", change.Field);
                json.WriteString("before", change.Before);
                json.WriteString("after", change.After);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Classes(CatalogEntryDiff diff) =>
        string.Join(", ", Kinds.Where(kind => diff.Changes.Any(change => change.Kind == kind.Kind)).Select(kind => kind.Name));

    private static string NameOf(CatalogChangeKind kind) => Kinds.First(known => known.Kind == kind).Name;

    private static string Quoted(string? text, Terminal terminal) => text is null ? "(not set)" : Excerpt.Quoted(text, terminal);

    private sealed record KindName(CatalogChangeKind Kind, string Level, string Name);
}
