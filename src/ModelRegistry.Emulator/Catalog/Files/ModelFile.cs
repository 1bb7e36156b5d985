using System.Text;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>A model as a catalog's file has it.</summary>
internal sealed record ModelEntry(string Name)
{
    public long? CreateTime { get; init; }

    public long? UpdateTime { get; init; }

    public required IReadOnlyList<PropertyRow> Properties { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    public required IReadOnlyList<string> Tasks { get; init; }

    public IReadOnlyList<string>? ValidatedTasks { get; init; }

    public ReadOnlyMemory<byte> ServingConfig { get; init; }

    public required IReadOnlyList<ArtifactEntry> Artifacts { get; init; }
}

/// <summary>An artifact as a catalog's file has it.</summary>
internal sealed record ArtifactEntry(
    string? MetricsType, string? Uri, long? CreateTime, long? UpdateTime, IReadOnlyList<PropertyRow> Properties)
{
    public string? Name { get; init; }

    public string? ExternalId { get; init; }
}

/// <summary>Reads the files of models that sources name.</summary>
internal static class ModelFile
{
    private static readonly string[] Fields =
        ["description", "readme", "maturity", "provider", "logo", "license", "licenseLink", "libraryName"];

    // servingConfig and validatedTasks came with later servers, and the files of today have them.
    private static readonly string[] Allowed =
    [
        .. Fields, "name", "language", "tasks", "customProperties", "id", "externalId", "source_id", "createTimeSinceEpoch",
        "lastUpdateTimeSinceEpoch", "artifacts", "servingConfig", "validatedTasks",
    ];

    /// <summary>The names of the models of a file, in their order.</summary>
    /// <exception cref="CatalogFileException">The service would not take the file.</exception>
    public static IReadOnlyList<string> Names(ReadOnlySpan<byte> yaml) => [.. Read(yaml).Select(static model => model.Name)];

    /// <summary>Reads a file.</summary>
    /// <exception cref="CatalogFileException">The service would not take the file.</exception>
    public static IReadOnlyList<ModelEntry> Read(ReadOnlySpan<byte> yaml)
    {
        GoShape file = GoShape.Read(yaml, "yamlCatalog", "modelcatalog.yamlCatalog");
        file.Allow("source", "models");
        _ = file.Text("source");
        return [.. file.Maps("models", "modelcatalog.yamlModel", "Models").Select(ReadModel)];
    }

    private static ModelEntry ReadModel(GoShape model)
    {
        model.Allow(Allowed);
        IReadOnlyList<string> languages = model.Texts("language") ?? [];
        IReadOnlyList<string> tasks = model.Texts("tasks") ?? [];
        var properties = new List<PropertyRow>();
        foreach (string field in Fields)
        {
            if (model.Text(field) is { } text)
            {
                properties.Add(new PropertyRow(Stored(field), IsCustom: false, field == "license" ? LicenseNames.Of(text) : text));
            }
        }

        properties.Add(new PropertyRow("language", IsCustom: false, ToJson(languages)));
        properties.Add(new PropertyRow("tasks", IsCustom: false, ToJson(tasks)));
        properties.AddRange(ReadProperties(model));
        return new ModelEntry(model.Text("name") ?? "")
        {
            CreateTime = Time(model.Text("createTimeSinceEpoch")),
            UpdateTime = Time(model.Text("lastUpdateTimeSinceEpoch")),
            Properties = properties,
            Languages = languages,
            Tasks = tasks,
            ValidatedTasks = model.Texts("validatedTasks"),
            ServingConfig = model.Object("servingConfig") is { } serving ? ToJson(serving) : default,
            Artifacts = [.. model.Maps("artifacts", "*modelcatalog.yamlArtifact", loose: false).Select(ReadArtifact)],
        };
    }

    private static ArtifactEntry ReadArtifact(GoShape entry)
    {
        string type = new GoShape(entry.Map, "", isLoose: false).Text("artifactType") ?? "";
        switch (type)
        {
            case "" or CatalogArtifact.ModelType:
                var model = new GoShape(entry.Map, "CatalogModelArtifact", isLoose: false);
                string uri = model.Text("uri") ?? "";
                return new ArtifactEntry(
                    null, uri, Created(model), Updated(model), [new PropertyRow("uri", IsCustom: false, uri), .. ReadProperties(model)]);
            case CatalogArtifact.MetricsArtifactType:
                var metrics = new GoShape(entry.Map, "CatalogMetricsArtifact", isLoose: false);
                string kind = metrics.Text("metricsType") ?? "";
                var row = new PropertyRow("metricsType", IsCustom: false, kind);
                return new ArtifactEntry(kind, null, Created(metrics), Updated(metrics), [row, .. ReadProperties(metrics)]);
            default:
                throw new CatalogFileException($"error unmarshaling JSON: while decoding JSON: unknown artifactType: {type}");
        }
    }

    private static long? Created(GoShape shape) => Time(shape.Text("createTimeSinceEpoch"));

    private static long? Updated(GoShape shape) => Time(shape.Text("lastUpdateTimeSinceEpoch"));

    // What is no number counts as not given.
    private static long? Time(string? text) => text is not null && GoNumber.TryParseInteger(text, 64, out long time, out _) ? time : null;

    private static IEnumerable<PropertyRow> ReadProperties(GoShape shape)
    {
        if (shape.Object("customProperties") is not { } properties)
        {
            yield break;
        }

        foreach ((string name, YamlTree value) in properties.Members)
        {
            yield return value is YamlMap map
                ? ReadProperty(name, map)
                : value.IsNull ? new PropertyRow(name, IsCustom: true, "") : throw Refused(value);
        }
    }

    private static PropertyRow ReadProperty(string name, YamlMap map)
    {
        string type = map["metadataType"] is YamlScalar { Value: string } scalar ? scalar.Text : "";
        var shape = new GoShape(map, type, isLoose: false);
        try
        {
            switch (type)
            {
                case "MetadataStringValue":
                    return new PropertyRow(name, IsCustom: true, shape.Text("string_value") ?? "");
                case "MetadataIntValue":
                    string digits = shape.Text("int_value") ?? "";
                    // What does not fit is kept as a text, which is shown where a number would be hidden.
                    return GoNumber.TryParseInteger(digits, 32, out long integer, out _)
                        ? new PropertyRow(name, IsCustom: true, Integer: (int)integer)
                        : new PropertyRow(name, IsCustom: true, digits);
                case "MetadataDoubleValue":
                    return new PropertyRow(name, IsCustom: true, Number: shape.Number("double_value") ?? 0);
                case "MetadataBoolValue":
                    return new PropertyRow(name, IsCustom: true, Flag: shape.Flag("bool_value") ?? false);
                case "MetadataStructValue":
                    return new PropertyRow(name, IsCustom: true, AsJson(type, ("struct_value", shape.Text("struct_value") ?? "")));
                case "MetadataProtoValue":
                    (string, string) message = ("proto_value", shape.Text("proto_value") ?? "");
                    return new PropertyRow(name, IsCustom: true, AsJson(type, message, ("type", shape.Text("type") ?? "")));
                default:
                    return new PropertyRow(name, IsCustom: true, "");
            }
        }
        catch (CatalogFileException fault)
        {
            const string Decoding = "error unmarshaling JSON: while decoding JSON: ";
            throw new CatalogFileException($"{Decoding}failed to unmarshal MetadataValue as {type}: {fault.Message[Decoding.Length..]}");
        }
    }

    private static CatalogFileException Refused(YamlTree value) => new(
        "error unmarshaling JSON: while decoding JSON: failed to unmarshal JSON into map for the discriminator lookup: "
        + $"json: cannot unmarshal {value.JsonKind} into Go value of type map[string]interface {{}}");

    private static string AsJson(string type, params ReadOnlySpan<(string Name, string Value)> members)
    {
        var output = new JsonOutput();
        output.BeginObject();
        output.Text("metadataType", type);
        foreach ((string name, string value) in members)
        {
            output.Text(name, value);
        }

        output.EndObject();
        return Encoding.UTF8.GetString(output.Written.Span);
    }

    private static string ToJson(IReadOnlyList<string> texts)
    {
        var output = new JsonOutput();
        output.BeginArray();
        foreach (string text in texts)
        {
            output.Text(text);
        }

        output.EndArray();
        return Encoding.UTF8.GetString(output.Written.Span);
    }

    private static byte[] ToJson(YamlMap map)
    {
        var output = new JsonOutput();
        map.Write(output);
        return output.ToArray();
    }

    private static string Stored(string field) => field switch
    {
        "licenseLink" => "license_link",
        "libraryName" => "library_name",
        _ => field,
    };
}
