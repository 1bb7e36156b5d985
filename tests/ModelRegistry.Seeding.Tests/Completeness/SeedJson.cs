using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using ModelRegistry.Client;
using ModelRegistry.Tests.Shared.Completeness;

namespace ModelRegistry.Seeding.Tests.Completeness;

/// <summary>
/// Writes specifications as a seed in JSON, by the names of their fields alone: nothing of it can be forgotten together with what it
/// checks.
/// </summary>
internal static class SeedJson
{
    public static JsonObject Document(RegisteredModelSpec model, JsonObject? defaults = null)
    {
        var document = new JsonObject { ["formatVersion"] = 1 };
        if (defaults is not null)
        {
            document["defaults"] = defaults;
        }

        document["models"] = new JsonArray(Write(model));
        return document;
    }

    public static JsonNode? Value(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        IReadOnlyList<string> texts => new JsonArray([.. texts.Select(text => JsonValue.Create(text))]),
        IReadOnlyDictionary<string, MetadataValue> properties =>
            new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, Metadata(property.Value)))),
        IEnumerable<ModelVersionSpec> versions => new JsonArray([.. versions.Select(Write)]),
        IEnumerable<ArtifactCreate> artifacts => new JsonArray([.. artifacts.Select(Write)]),
        // What is left are the states and the type.
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    private static JsonObject Write(object spec)
    {
        var written = new JsonObject();
        if (spec is ArtifactCreate artifact)
        {
            written["artifactType"] = artifact.ArtifactType.Value;
        }

        foreach (PropertyInfo field in Fields.Of(spec.GetType()))
        {
            if (field.GetValue(spec) is { } value && value is not System.Collections.ICollection { Count: 0 })
            {
                written[Fields.JsonName(field.Name)] = Value(value);
            }
        }

        return written;
    }

    private static JsonNode? Metadata(MetadataValue value) => value switch
    {
        MetadataStringValue text => JsonValue.Create(text.Value),
        MetadataIntValue integer => JsonValue.Create(integer.Value),
        MetadataDoubleValue number => JsonValue.Create(number.Value),
        MetadataBoolValue flag => JsonValue.Create(flag.Value),
        // A mapping without the API's own form would become text.
        MetadataStructValue structure =>
            new JsonObject { ["metadataType"] = structure.MetadataType, ["struct_value"] = JsonNode.Parse(structure.Value.GetRawText()) },
        _ => throw new NotSupportedException(value.MetadataType),
    };
}
