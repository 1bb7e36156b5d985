using System.Text.Json;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A list of things below another one: models of a document, versions of a model, artifacts of a version.</summary>
internal sealed class ItemsField<T, TItem>(
    string name,
    string description,
    Shape<TItem> shape,
    Func<MappingNode, TItem> create,
    Func<SeedDefaults, IReadOnlyList<DefaultValue<TItem>>> defaults,
    Action<T, TItem> add) : Field<T>(name, description)
{
    private readonly string _anItem = $"an item of '{name}'";

    public override void Read(T target, SeedNode value, FormatReader reader)
    {
        foreach (SeedNode node in reader.ReadList(value, Name) ?? [])
        {
            if (reader.ReadMapping(node, _anItem) is { } mapping)
            {
                TItem item = create(mapping);
                shape.Read(item, mapping, reader, defaults(reader.Defaults));
                add(target, item);
            }
        }
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "array");
        schema.WriteStartObject("items");
        SchemaParts.WriteReference(schema, shape.Name);
        schema.WriteEndObject();
    }
}
