using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Catalog;

/// <summary>Makes models of the tree of a source's file, as the service would show them.</summary>
internal sealed class CatalogModelsParser(CatalogFileSource source, SeedErrorList errors)
{
    private static readonly string[] DocumentFields = ["source", "models"];

    /// <summary>What the contract has; the service refuses the whole file for any other.</summary>
    private static readonly string[] ModelFields =
    [
        "id", "name", "description", "externalId", "customProperties",
        "createTimeSinceEpoch", "lastUpdateTimeSinceEpoch", "readme", "maturity",
        "language", "tasks", "provider", "logo", "license", "licenseLink", "libraryName", "source_id", "sourceId", "artifacts",
        "validatedTasks", "servingConfig", "artifactCounts",
    ];

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CatalogNodes _nodes = new(errors);

    public IReadOnlyList<CatalogFileModel> Read(MappingNode document)
    {
        _nodes.CheckFields(document, DocumentFields);
        var shown = new NamePatterns(
            source.IncludedModels ?? [], [.. source.ExcludedModels ?? [], .. source.Properties?.ExcludedModels ?? []]);

        // A model that stands there twice is the one that stands there last.
        var models = new Dictionary<string, CatalogFileModel>(StringComparer.Ordinal);
        foreach (SeedNode node in _nodes.Items(document, "models"))
        {
            if (_nodes.Mapping(node, "a model") is not { } mapping)
            {
                continue;
            }

            _nodes.CheckFields(mapping, ModelFields);
            CatalogFileModel model = ReadModel(mapping);
            if (model.Model.Name.Length == 0)
            {
                errors.Add(mapping.Location, SeedErrorCodes.MissingField, "a model needs a 'name'");
            }
            else if (shown.Allow(model.Model.Name))
            {
                models[model.Model.Name] = model;
            }
        }

        return [.. models.Values];
    }

    private CatalogFileModel ReadModel(MappingNode mapping)
    {
        var model = new CatalogModel
        {
            Name = _nodes.Text(mapping, "name") ?? "",
            SourceId = source.Id,
            Description = _nodes.Text(mapping, "description"),
            ExternalId = _nodes.Text(mapping, "externalId"),
            Readme = _nodes.Text(mapping, "readme"),
            Maturity = _nodes.Text(mapping, "maturity"),
            Language = _nodes.Texts(mapping, "language") ?? [],
            Tasks = _nodes.Texts(mapping, "tasks") ?? [],
            Provider = _nodes.Text(mapping, "provider"),
            Logo = _nodes.Text(mapping, "logo"),
            License = _nodes.Text(mapping, "license") is { } license ? CatalogLicense.ToDisplayName(license) : null,
            LicenseLink = _nodes.Text(mapping, "licenseLink"),
            LibraryName = _nodes.Text(mapping, "libraryName"),
            CreateTime = Time(mapping, "createTimeSinceEpoch"),
            LastUpdateTime = Time(mapping, "lastUpdateTimeSinceEpoch"),
            ValidatedTasks = _nodes.Texts(mapping, "validatedTasks"),
            ServingConfig = mapping.TryGet("servingConfig", out SeedNode? serving) && serving is not ScalarNode { Type: ScalarKind.Null }
                ? Json(serving)
                : null,
            CustomProperties = Properties(mapping, stringsOnly: true),
        };
        return new CatalogFileModel(model, [.. _nodes.Items(mapping, "artifacts").Select(ReadArtifact).OfType<CatalogArtifact>()]);
    }

    private CatalogArtifact? ReadArtifact(SeedNode node)
    {
        if (_nodes.Mapping(node, "an artifact") is not { } mapping)
        {
            return null;
        }

        switch (_nodes.Text(mapping, "artifactType"))
        {
            case null or "" or "model-artifact":
                return new CatalogModelArtifact
                {
                    Uri = _nodes.Text(mapping, "uri") ?? "",
                    CreateTime = Time(mapping, "createTimeSinceEpoch"),
                    LastUpdateTime = Time(mapping, "lastUpdateTimeSinceEpoch"),
                    CustomProperties = Properties(mapping, stringsOnly: false),
                };
            case "metrics-artifact":
                return new CatalogMetricsArtifact
                {
                    MetricsType = _nodes.Text(mapping, "metricsType") is { } type ? new CatalogMetricsType(type) : null,
                    CreateTime = Time(mapping, "createTimeSinceEpoch"),
                    LastUpdateTime = Time(mapping, "lastUpdateTimeSinceEpoch"),
                    CustomProperties = Properties(mapping, stringsOnly: false),
                };
            case var unknown:
                errors.Add(mapping.PlaceOf("artifactType"), SeedErrorCodes.UnknownChoice, $"unknown artifactType: {Quoted.Of(unknown)}");
                return null;
        }
    }

    /// <summary>The service shows the numbers and truth values of artifacts; those of models it keeps to itself.</summary>
    private Dictionary<string, MetadataValue> Properties(MappingNode mapping, bool stringsOnly)
    {
        var properties = new Dictionary<string, MetadataValue>(StringComparer.Ordinal);
        if (mapping.TryGet("customProperties", out SeedNode? node) && _nodes.Mapping(node, "customProperties") is { } given)
        {
            foreach (MappingEntry entry in given.Entries)
            {
                if (_nodes.Mapping(entry.Value, $"the custom property {Quoted.Of(entry.Key)}") is { } value
                    && ReadProperty(value) is { } read
                    && (!stringsOnly || read is MetadataStringValue))
                {
                    properties.Add(entry.Key, read);
                }
            }
        }

        return properties;
    }

    private MetadataValue? ReadProperty(MappingNode value)
    {
        switch (_nodes.Text(value, "metadataType"))
        {
            case "MetadataStringValue":
                return new MetadataStringValue(_nodes.Text(value, "string_value") ?? "");
            case "MetadataIntValue":
                // It is stored in 32 bits; what does not fit stays what it is in the file, a string.
                string text = _nodes.Text(value, "int_value") ?? "";
                return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int integer)
                    ? new MetadataIntValue(integer)
                    : new MetadataStringValue(text);
            case "MetadataDoubleValue":
                return new MetadataDoubleValue(_nodes.Number(value, "double_value") ?? 0);
            case "MetadataBoolValue":
                return new MetadataBoolValue(_nodes.Flag(value, "bool_value") ?? false);
            case "MetadataStructValue" or "MetadataProtoValue":
                return new MetadataStringValue(GoJson(value));
            case var unknown:
                errors.Add(
                    value.PlaceOf("metadataType"),
                    SeedErrorCodes.UnknownChoice,
                    unknown is null ? "a custom property needs a 'metadataType'" : $"unknown metadataType: {Quoted.Of(unknown)}");
                return null;
        }
    }

    private DateTimeOffset? Time(MappingNode mapping, string name) =>
        long.TryParse(_nodes.Text(mapping, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    /// <summary>The value as Go's encoder writes it: members in order, and what HTML could take for markup escaped.</summary>
    private static string GoJson(MappingNode value)
    {
        string json = System.Text.Encoding.UTF8.GetString(Bytes(value));
        return json
            .Replace("<", "\\u003c", StringComparison.Ordinal)
            .Replace(">", "\\u003e", StringComparison.Ordinal)
            .Replace("&", "\\u0026", StringComparison.Ordinal)
            .Replace("\u2028", "\\u2028", StringComparison.Ordinal)
            .Replace("\u2029", "\\u2029", StringComparison.Ordinal);
    }

    private static JsonElement Json(SeedNode node) => JsonElement.Parse(Bytes(node));

    private static ReadOnlySpan<byte> Bytes(SeedNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            Write(node, json);
        }

        return buffer.WrittenSpan;
    }

    private static void Write(SeedNode node, Utf8JsonWriter json)
    {
        switch (node)
        {
            case MappingNode mapping:
                json.WriteStartObject();
                foreach (MappingEntry entry in mapping.Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(entry.Key);
                    Write(entry.Value, json);
                }

                json.WriteEndObject();
                break;
            case SequenceNode sequence:
                json.WriteStartArray();
                foreach (SeedNode item in sequence.Items)
                {
                    Write(item, json);
                }

                json.WriteEndArray();
                break;
            case ScalarNode { Type: ScalarKind.Null }:
                json.WriteNullValue();
                break;
            case ScalarNode { Type: ScalarKind.Boolean, Text: var flag }:
                json.WriteBooleanValue(CatalogNodes.BooleanOf(flag));
                break;
            case ScalarNode { Type: ScalarKind.Integer, Text: var text } when CoreSchema.IntegerOf(text) is { } integer:
                json.WriteRawValue(integer.ToString(CultureInfo.InvariantCulture));
                break;
            case ScalarNode { Type: ScalarKind.Float, Text: var number } when double.IsFinite(CoreSchema.FloatOf(number)):
                json.WriteNumberValue(CoreSchema.FloatOf(number));
                break;
            case ScalarNode scalar:
                json.WriteStringValue(scalar.Text);
                break;
        }
    }
}
