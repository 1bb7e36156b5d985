using System.Text.Json;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>Values for what a model, version or artifact does not mention.</summary>
internal sealed class DefaultsField<TItem>(
    string name,
    string description,
    Shape<TItem> shape,
    Func<MappingNode, TItem> create,
    Action<SeedDefaults, IReadOnlyList<DefaultValue<TItem>>> set) : Field<SeedDefaults>(name, description)
{
    public override void Read(SeedDefaults target, SeedNode value, FormatReader reader)
    {
        if (reader.ReadMapping(value, $"'{Name}'") is { } mapping)
        {
            set(target, shape.ReadDefaults(create(mapping), mapping, reader));
        }
    }

    public override void WriteSchema(Utf8JsonWriter schema) => shape.WriteDefaultsSchema(schema);
}
