using System.Text.Json;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A mapping with fields of its own.</summary>
internal sealed class ObjectField<T, TPart>(string name, string description, Shape<TPart> shape, Func<T, SeedNode, TPart> part)
    : Field<T>(name, description)
{
    public override void Read(T target, SeedNode value, FormatReader reader)
    {
        if (reader.ReadMapping(value, $"'{Name}'") is { } mapping)
        {
            shape.Read(part(target, mapping), mapping, reader);
        }
    }

    public override void WriteSchema(Utf8JsonWriter schema) => SchemaParts.WriteReference(schema, shape.Name);
}
