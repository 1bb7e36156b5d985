using System.Text.Json;
using Json.Schema;

namespace ModelRegistry.Seeding.Tests;

/// <summary>JSON Schema 2020-12 that fails on a keyword it does not know: a misspelt one would allow everything.</summary>
internal static class StrictSchema
{
    private static readonly Dialect Strict = Dialect.Draft202012.With([], Dialect.Draft202012.Id, allowUnknownKeywords: false);

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The schema, for example what <see cref="SeedSchema.ToJson"/> makes.</param>
    /// <exception cref="JsonSchemaException">A keyword is unknown.</exception>
    public static JsonSchema Read(string json)
    {
        // Registries of its own: a schema's id can be taken once only in the shared one.
        var dialects = new DialectRegistry();
        dialects.Register(Strict);
        return JsonSchema.FromText(json, new BuildOptions { DialectRegistry = dialects, SchemaRegistry = new SchemaRegistry() });
    }

    public static bool Accepts(this JsonSchema schema, string json) => schema.Evaluate(JsonElement.Parse(json)).IsValid;
}
