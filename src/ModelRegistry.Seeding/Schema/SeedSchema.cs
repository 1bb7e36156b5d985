using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelRegistry.Seeding.Format;

namespace ModelRegistry.Seeding;

/// <summary>The JSON Schema of seed files, for editors and checks in CI.</summary>
public static class SeedSchema
{
    // A name and no address: it stays the same wherever the file is served from, and editors find the file by the seed's own line.
    private const string Id = "urn:uuid:7737463e-2577-5ddc-9f81-f96bad3bcb2e";

    /// <summary>Writes the schema of format version 1 (JSON Schema draft 2020-12).</summary>
    /// <returns>The JSON text, indented, ending in a line break. It is the same for the same version of this library.</returns>
    /// <remarks>
    /// A file that the schema accepts can still break rules that JSON Schema has no words for: <see cref="SeedReader"/> decides.
    /// </remarks>
    public static string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var schema = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            schema.WriteStartObject();
            schema.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            schema.WriteString("$id", Id);
            schema.WriteString("title", "Model Registry seed, format version 1");
            SeedFormat.Document.WriteSchema(schema);
            schema.WriteStartObject("$defs");
            WriteDefinition(schema, SeedFormat.Model);
            WriteDefinition(schema, SeedFormat.Version);
            WriteDefinition(schema, SeedFormat.Artifact);
            schema.WriteStartObject(SchemaParts.CustomProperties);
            SchemaParts.WriteCustomProperties(schema);
            schema.WriteEndObject();
            WriteDefinition(schema, SeedFormat.Defaults);
            WriteDefinition(schema, SeedFormat.Policy);
            WriteDefinition(schema, SeedFormat.ArtifactUris);
            WriteDefinition(schema, SeedFormat.Origins);
            WriteDefinition(schema, SeedFormat.Origin);
            WriteDefinition(schema, SeedFormat.Licenses);
            WriteDefinition(schema, SeedFormat.RequiredProperties);
            schema.WriteEndObject();
            schema.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteDefinition<T>(Utf8JsonWriter schema, Shape<T> shape)
    {
        schema.WriteStartObject(shape.Name);
        shape.WriteSchema(schema);
        schema.WriteEndObject();
    }
}
