using System.Globalization;
using System.Text.Json;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>What a folder of measurements adds to a model.</summary>
/// <param name="Properties">Further custom properties.</param>
/// <param name="Artifacts">Further artifacts.</param>
internal sealed record ModelMetrics(IReadOnlyList<PropertyRow> Properties, IReadOnlyList<ArtifactEntry> Artifacts);

/// <summary>
/// A folder of measurements: for each model, at any depth, one with <c>metadata.json</c>, which names the model, and perhaps
/// <c>evaluations.ndjson</c> and <c>performance.ndjson</c>. What cannot be read is left out, as the service leaves it out.
/// </summary>
internal sealed class MetricsFolder
{
    private readonly Dictionary<string, (string Folder, JsonElement Metadata)> _models = new(StringComparer.Ordinal);

    private MetricsFolder()
    {
    }

    /// <summary>Finds the models that a folder has measurements of.</summary>
    public static MetricsFolder Open(string path)
    {
        var found = new MetricsFolder();
        var all = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        foreach (string file in Directory.EnumerateFiles(path, "metadata.json", all).Order(StringComparer.Ordinal))
        {
            if (Parse(string.Concat(Read(file))) is { } metadata && Text(metadata, "id") is { Length: > 0 } id)
            {
                found._models[id] = (Path.GetDirectoryName(file)!, metadata);
            }
        }

        return found;
    }

    /// <summary>What there is of a model; <see langword="null"/> for nothing.</summary>
    public ModelMetrics? Of(string model, int modelId)
    {
        if (!_models.TryGetValue(model, out (string Folder, JsonElement Metadata) found))
        {
            return null;
        }

        var properties = new List<PropertyRow>();
        foreach (string name in (ReadOnlySpan<string>)["size", "tensor_type", "variant_group_id"])
        {
            if (Text(found.Metadata, name) is { Length: > 0 } text)
            {
                properties.Add(new PropertyRow(name, IsCustom: true, text));
            }
        }

        var artifacts = new List<ArtifactEntry>();
        List<JsonElement> evaluations = Lines(Path.Combine(found.Folder, "evaluations.ndjson"));
        if (evaluations.Count > 0)
        {
            artifacts.Add(Accuracy(evaluations, found.Metadata, modelId));
        }

        artifacts.AddRange(Lines(Path.Combine(found.Folder, "performance.ndjson")).Select(Performance));
        return new ModelMetrics(properties, artifacts);
    }

    private static ArtifactEntry Accuracy(List<JsonElement> evaluations, JsonElement metadata, int modelId)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"accuracy-metrics-model-{modelId}");
        var rows = new List<PropertyRow> { new("metricsType", IsCustom: false, "accuracy-metrics") };
        foreach (JsonElement evaluation in evaluations)
        {
            if (Text(evaluation, "benchmark") is { } benchmark && Number(evaluation, "score") is { } score)
            {
                rows.Add(new PropertyRow(benchmark, IsCustom: true, Number: score));
            }
        }

        if (Number(metadata, "overall_accuracy") is { } overall)
        {
            rows.Add(new PropertyRow("overall_average", IsCustom: true, Number: overall));
        }

        long? created = (long?)evaluations.Select(static evaluation => Number(evaluation, "created_at")).Min();
        long? updated = (long?)evaluations.Select(static evaluation => Number(evaluation, "updated_at")).Max();
        return new ArtifactEntry("accuracy-metrics", null, created, updated, rows) { Name = name, ExternalId = name };
    }

    private static ArtifactEntry Performance(JsonElement measurement)
    {
        string id = Text(measurement, "id") ?? "";
        var rows = new List<PropertyRow> { new("metricsType", IsCustom: false, "performance-metrics") };
        foreach (JsonProperty member in measurement.EnumerateObject())
        {
            if (member.Name is not ("created_at" or "updated_at"))
            {
                rows.Add(Row(member.Name, member.Value));
            }
        }

        return new ArtifactEntry(
            "performance-metrics", null, (long?)Number(measurement, "created_at"), (long?)Number(measurement, "updated_at"), rows)
        {
            Name = $"performance-{id}",
            ExternalId = id,
        };
    }

    private static PropertyRow Row(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new PropertyRow(name, IsCustom: true, value.GetString()),
        JsonValueKind.True or JsonValueKind.False => new PropertyRow(name, IsCustom: true, Flag: value.GetBoolean()),
        JsonValueKind.Number when value.TryGetInt32(out int integer) => new PropertyRow(name, IsCustom: true, Integer: integer),
        JsonValueKind.Number => new PropertyRow(name, IsCustom: true, Number: value.GetDouble()),
        JsonValueKind.Null => new PropertyRow(name, IsCustom: true, "<nil>"),
        _ => new PropertyRow(name, IsCustom: true, value.GetRawText()),
    };

    private static List<JsonElement> Lines(string file) =>
        [.. Read(file).Where(static line => !string.IsNullOrWhiteSpace(line)).Select(Parse).OfType<JsonElement>()];

    private static string[] Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static JsonElement? Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Number ? member.GetDouble() : null;
}
