using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>Custom properties by name.</summary>
internal sealed class CustomPropertiesField<T>()
    : Field<T>("customProperties", "Custom properties: a text, an integer of 32 bits, a number, true or false, a mapping or list (kept as "
        + "JSON text), or the API's own form with metadataType.")
    where T : ResourceDraft
{
    public override bool Adds => true;

    public override void Read(T target, SeedNode value, FormatReader reader) =>
        ReadEach(value, reader, (name, property, location) => target.Properties.Add(name, property, location, reader));

    public override void ReadDefault(T target, SeedNode value, FormatReader reader) =>
        ReadEach(value, reader, target.Properties.AddDefault);

    public override void WriteSchema(Utf8JsonWriter schema) => SchemaParts.WriteReference(schema, SchemaParts.CustomProperties);

    private void ReadEach(SeedNode value, FormatReader reader, Action<string, MetadataValue, SeedLocation> add)
    {
        if (reader.ReadMapping(value, Name) is not { } mapping)
        {
            return;
        }

        foreach (MappingEntry entry in mapping.Entries)
        {
            bool isGood = reader.Check(entry.Key, entry.KeyLocation, "the property name", TextRule.PropertyName);
            if (PropertyValueReader.Read(entry.Key, entry.Value, reader) is { } property && isGood)
            {
                add(entry.Key, property, entry.KeyLocation);
            }
        }
    }
}
