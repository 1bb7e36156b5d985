using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelRegistry.Seeding.Tests;

/// <summary>Checks JSON against the keywords of JSON Schema that the seed's schema uses; an unknown keyword fails.</summary>
internal sealed class JsonSchemaCheck(JsonElement root)
{
    private static readonly HashSet<string> Annotations = new(["$schema", "$id", "$defs", "title", "description", "then"], StringComparer.Ordinal);

    public bool Accepts(JsonElement value) => Accepts(root, value);

    private bool Accepts(JsonElement schema, JsonElement value)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return schema.GetBoolean();
        }

        return schema.EnumerateObject().Where(keyword => !Annotations.Contains(keyword.Name)).All(keyword => Accepts(schema, keyword, value));
    }

    private bool Accepts(JsonElement schema, JsonProperty keyword, JsonElement value) => keyword.Name switch
    {
        "$ref" => Accepts(root.GetProperty("$defs").GetProperty(keyword.Value.GetString()!["#/$defs/".Length..]), value),
        "type" => keyword.Value.ValueKind == JsonValueKind.Array
            ? keyword.Value.EnumerateArray().Any(type => IsOfType(value, type.GetString()!))
            : IsOfType(value, keyword.Value.GetString()!),
        "const" => JsonElement.DeepEquals(keyword.Value, value),
        "enum" => keyword.Value.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)),
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.EnumerateRunes().Count() >= keyword.Value.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.EnumerateRunes().Count() <= keyword.Value.GetInt32(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble(),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Accepts(keyword.Value, item)),
        "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "properties" => value.ValueKind != JsonValueKind.Object
            || keyword.Value.EnumerateObject().All(property => !value.TryGetProperty(property.Name, out JsonElement member) || Accepts(property.Value, member)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().Where(member => !schema.TryGetProperty("properties", out JsonElement known) || !known.TryGetProperty(member.Name, out _)).All(member => Accepts(keyword.Value, member.Value)),
        "propertyNames" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(member => Accepts(keyword.Value, AsJson(member.Name))),
        "anyOf" => keyword.Value.EnumerateArray().Any(option => Accepts(option, value)),
        "allOf" => keyword.Value.EnumerateArray().All(part => Accepts(part, value)),
        "not" => !Accepts(keyword.Value, value),
        "if" => !Accepts(keyword.Value, value) || !schema.TryGetProperty("then", out JsonElement then) || Accepts(then, value),
        _ => throw new NotSupportedException($"The keyword '{keyword.Name}' is not known to this check."),
    };

    private static JsonElement AsJson(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => false,
    };
}
