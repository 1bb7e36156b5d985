using System.Text.Json;
using ModelRegistry.Seeding.Rules;

namespace ModelRegistry.Seeding.Format;

/// <summary>The pieces that the JSON Schema of the seed format is made of.</summary>
internal static class SchemaParts
{
    public const string CustomProperties = "customProperties";

    private const string Substitution = "\\$\\{";

    public static void WriteReference(Utf8JsonWriter schema, string definition) => schema.WriteString("$ref", $"#/$defs/{definition}");

    public static void WriteText(Utf8JsonWriter schema, TextRule rule)
    {
        // An unquoted number is read as the text that is written.
        WriteStrings(schema, "type", ["string", "number"]);
        if (rule.MinimumLength is { } minimum)
        {
            schema.WriteNumber("minLength", minimum);
        }

        if (rule.MaximumLength is { } maximum)
        {
            schema.WriteNumber("maxLength", maximum);
        }

        if (rule.ReservedPattern is { } reserved)
        {
            WriteNot(schema, reserved);
        }
    }

    public static void WriteTextList(Utf8JsonWriter schema, TextRule rule)
    {
        schema.WriteString("type", "array");
        schema.WriteStartObject("items");
        WriteText(schema, rule);
        schema.WriteEndObject();
    }

    public static void WriteChoice(Utf8JsonWriter schema, IReadOnlyList<string> choices)
    {
        schema.WriteStartArray("anyOf");
        schema.WriteStartObject();
        WriteStrings(schema, "enum", choices);
        schema.WriteEndObject();
        schema.WriteStartObject();
        schema.WriteString("type", "string");
        schema.WriteString("pattern", Substitution);
        schema.WriteEndObject();
        schema.WriteEndArray();
    }

    public static void WriteObject<T>(Utf8JsonWriter schema, string? description, IReadOnlyList<Field<T>> fields)
    {
        if (description is not null)
        {
            schema.WriteString("description", description);
        }

        schema.WriteString("type", "object");
        schema.WriteStartObject("properties");
        foreach (Field<T> field in fields)
        {
            schema.WriteStartObject(field.Name);
            schema.WriteString("description", field.Description);
            field.WriteSchema(schema);
            schema.WriteEndObject();
        }

        schema.WriteEndObject();
        if (fields.Any(field => field.IsRequired))
        {
            WriteStrings(schema, "required", fields.Where(field => field.IsRequired).Select(field => field.Name));
        }

        schema.WriteBoolean("additionalProperties", false);
    }

    /// <summary>Writes for each kind of thing which fields it has not. The first kind is also that of a thing that names none.</summary>
    public static void WriteKinds<T>(Utf8JsonWriter schema, string kindField, IReadOnlyList<string> kinds, IReadOnlyList<Field<T>> fields)
    {
        schema.WriteStartArray("allOf");
        foreach (string kind in kinds)
        {
            schema.WriteStartObject();
            schema.WriteStartObject("if");
            schema.WriteStartObject("properties");
            schema.WriteStartObject(kindField);
            schema.WriteString("const", kind);
            schema.WriteEndObject();
            schema.WriteEndObject();
            if (!string.Equals(kind, kinds[0], StringComparison.Ordinal))
            {
                WriteStrings(schema, "required", [kindField]);
            }

            schema.WriteEndObject();
            schema.WriteStartObject("then");
            schema.WriteStartObject("properties");
            foreach (Field<T> field in fields.Where(
                field => field.OnlyFor is { } only && !string.Equals(only, kind, StringComparison.Ordinal)))
            {
                schema.WriteBoolean(field.Name, false);
            }

            schema.WriteEndObject();
            schema.WriteEndObject();
            schema.WriteEndObject();
        }

        schema.WriteEndArray();
    }

    public static void WriteCustomProperties(Utf8JsonWriter schema)
    {
        schema.WriteString("description", "Custom properties by name.");
        schema.WriteString("type", "object");
        schema.WriteStartObject("propertyNames");
        schema.WriteNumber("minLength", 1);
        schema.WriteNumber("maxLength", TextRules.MaximumName);
        WriteNot(schema, TextRules.ReservedPropertyPattern);
        schema.WriteEndObject();
        schema.WriteStartObject("additionalProperties");
        schema.WriteStartArray("anyOf");
        WriteType(schema, "string");
        WriteType(schema, "boolean");

        schema.WriteStartObject();
        schema.WriteString("description", "A whole number has to fit into 32 bits.");
        schema.WriteString("type", "number");
        schema.WriteStartObject("if");
        schema.WriteString("type", "integer");
        schema.WriteEndObject();
        schema.WriteStartObject("then");
        schema.WriteNumber("minimum", int.MinValue);
        schema.WriteNumber("maximum", int.MaxValue);
        schema.WriteEndObject();
        schema.WriteEndObject();

        schema.WriteStartObject();
        schema.WriteString("description", "A mapping, kept as JSON text.");
        schema.WriteString("type", "object");
        schema.WriteStartObject("not");
        WriteStrings(schema, "required", [PropertyValueReader.Discriminator]);
        schema.WriteEndObject();
        schema.WriteEndObject();

        schema.WriteStartObject();
        schema.WriteString("description", "A list, kept as JSON text.");
        schema.WriteString("type", "array");
        schema.WriteEndObject();

        foreach ((string kind, string member) in PropertyValueReader.WireForms)
        {
            schema.WriteStartObject();
            schema.WriteString("description", $"The API's own form of a {kind}.");
            schema.WriteString("type", "object");
            schema.WriteStartObject("properties");
            schema.WriteStartObject(PropertyValueReader.Discriminator);
            schema.WriteString("const", kind);
            schema.WriteEndObject();
            schema.WriteStartObject(member);
            WriteStrings(schema, "type", TypesOf(member));
            schema.WriteEndObject();
            schema.WriteEndObject();
            WriteStrings(schema, "required", [PropertyValueReader.Discriminator, member]);
            schema.WriteBoolean("additionalProperties", false);
            schema.WriteEndObject();
        }

        schema.WriteEndArray();
        schema.WriteEndObject();
    }

    // Numbers may also be written as texts, as the API writes its integers, or come from a variable; a struct as JSON, plain or in base64.
    private static string[] TypesOf(string member) => member switch
    {
        "string_value" => ["string", "number"],
        "int_value" => ["integer", "string"],
        "double_value" => ["number", "string"],
        "bool_value" => ["boolean", "string"],
        _ => ["object", "string"],
    };

    private static void WriteNot(Utf8JsonWriter schema, string pattern)
    {
        schema.WriteStartObject("not");
        schema.WriteString("type", "string");
        schema.WriteString("pattern", pattern);
        schema.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter schema, string type)
    {
        schema.WriteStartObject();
        schema.WriteString("type", type);
        schema.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter schema, string name, IEnumerable<string> values)
    {
        schema.WriteStartArray(name);
        foreach (string value in values)
        {
            schema.WriteStringValue(value);
        }

        schema.WriteEndArray();
    }
}
