using ModelRegistry.Client;

namespace SeedJob.Output;

/// <summary>Shows what a catalog has.</summary>
internal static class CatalogReport
{
    public static void WriteSources(IReadOnlyList<CatalogSource> sources, OutputFormat format, Terminal terminal)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.WriteJsonResult(
                    json => WriteList(json, "sources", sources, source =>
                    {
                        json.WriteString("id", source.Id);
                        json.WriteString("name", source.Name);
                        json.WriteString("status", source.Status?.Value);
                        json.WriteBoolean("enabled", !source.IsDisabled);
                        json.WriteString("labels", string.Join(", ", source.Labels ?? []));
                        json.WriteString("error", source.Error);
                    }),
                    indented: true);
                break;
            default:
                WriteTable(
                    ["Source", "Status", "Name", "Labels", "Error"],
                    [.. sources.Select(source => (string[])[source.Id, source.Status?.Value ?? "", source.Name ?? "", string.Join(
                        ", ", source.Labels ?? []), source.Error ?? ""])],
                    format,
                    terminal);
                break;
        }
    }

    public static void WriteModels(IReadOnlyList<CatalogModel> models, OutputFormat format, Terminal terminal)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.WriteJsonResult(json => WriteList(json, "models", models, model => WriteFields(json, model)), indented: true);
                break;
            default:
                WriteTable(
                    ["Source", "Model", "Provider", "Licence", "Tasks"],
                    [.. models.Select(model => (string[])[
                        model.SourceId ?? "",
                        model.Name,
                        model.Provider ?? "",
                        Spdx(model) ?? "",
                        string.Join(", ", model.Tasks ?? []),
                    ])],
                    format,
                    terminal);
                if (format == OutputFormat.Text)
                {
                    terminal.WriteResult($"{models.Count} models.");
                }

                break;
        }
    }

    public static void WriteModel(CatalogModel model, IReadOnlyList<CatalogModelArtifact> artifacts, OutputFormat format, Terminal terminal)
    {
        if (format == OutputFormat.Json)
        {
            terminal.WriteJsonResult(
                json =>
                {
                    json.WriteStartObject();
                    WriteFields(json, model);
                    json.WriteFields("customProperties", Properties(model.CustomProperties));
                    json.WriteStartArray("artifacts");
                    foreach (CatalogModelArtifact artifact in artifacts)
                    {
                        json.WriteStartObject();
                        json.WriteString("uri", artifact.Uri);
                        json.WriteFields("customProperties", Properties(artifact.CustomProperties));
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                },
                indented: true);
            return;
        }

        List<string[]> rows =
        [
            .. FieldsOf(model).Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => (string[])[field.Field, field.Value!]),
        ];
        string labels = string.Join(
            ", ", model.CustomProperties.Where(property => property.Value is MetadataStringValue { Value: "" }).Select(
                property => property.Key).Order(StringComparer.Ordinal));
        if (labels.Length > 0)
        {
            rows.Add(["labels", labels]);
        }

        rows.AddRange(Properties(model.CustomProperties).Where(property => property.Value is not "").Select(
            property => (string[])[property.Field, property.Value ?? ""]));
        rows.AddRange(artifacts.Select(artifact => (string[])["artifact", artifact.Uri ?? ""]));
        WriteTable(["Field", "Value"], rows, format, terminal);
    }

    private static string? Spdx(CatalogModel model) => model.License is { Length: > 0 } license ? CatalogLicense.ToSpdx(license) : null;

    private static void WriteFields(MaskedJson json, CatalogModel model)
    {
        foreach ((string field, string? value) in FieldsOf(model))
        {
            json.WriteString(field, value);
        }
    }

    private static IEnumerable<(string Field, string? Value)> FieldsOf(CatalogModel model) =>
    [
        ("source", model.SourceId),
        ("name", model.Name),
        ("description", model.Description),
        ("provider", model.Provider),
        ("license", Spdx(model)),
        ("licenseLink", model.LicenseLink),
        ("maturity", model.Maturity),
        ("libraryName", model.LibraryName),
        ("tasks", string.Join(", ", model.Tasks ?? [])),
        ("language", string.Join(", ", model.Language ?? [])),
        ("validatedTasks", model.ValidatedTasks is null ? null : string.Join(", ", model.ValidatedTasks)),
        ("servingConfig", model.ServingConfig?.GetRawText()),
    ];

    private static IEnumerable<(string Field, string? Value)> Properties(IReadOnlyDictionary<string, MetadataValue> properties) =>
        properties.OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => (property.Key, (string?)property.Value.ToString()));

    private static void WriteList<T>(MaskedJson json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartObject();
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTable(string[] head, IReadOnlyList<string[]> rows, OutputFormat format, Terminal terminal)
    {
        if (format == OutputFormat.Markdown)
        {
            terminal.WriteResult($"| {string.Join(" | ", head)} |");
            terminal.WriteResult($"|{string.Concat(head.Select(_ => "---|"))}");
            foreach (string[] row in rows)
            {
                terminal.WriteResult($"| {string.Join(" | ", row.Select(cell => Markdown.Cell(cell, terminal)))} |");
            }

            return;
        }

        string[][] cells = [.. rows.Select(row => (string[])[.. row.Select(cell => Excerpt.Of(cell, terminal))])];
        int[] widths = [.. head.Select((_, column) => cells.Select(row => row[column].Length).DefaultIfEmpty(0).Max())];
        foreach (string[] row in cells)
        {
            terminal.WriteResult(
                string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
