using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>Labels, each of which becomes a custom property with an empty text, as the dashboard makes it.</summary>
internal sealed class LabelsField<T>() : Field<T>(
    "labels", "Labels: each becomes a custom property with an empty text, which the dashboard shows as a label.")
        where T : ResourceDraft
{
    // All labels have the same value.
    private static readonly MetadataStringValue Nothing = new("");

    public override bool Adds => true;

    public override void Read(T target, SeedNode value, FormatReader reader) =>
        ReadEach(value, reader, (label, location) => target.Properties.Add(label, Nothing, location, reader));

    public override void ReadDefault(T target, SeedNode value, FormatReader reader) =>
        ReadEach(value, reader, (label, location) => target.Properties.AddDefault(label, Nothing, location));

    public override void WriteSchema(Utf8JsonWriter schema) => SchemaParts.WriteTextList(schema, TextRule.PropertyName);

    private void ReadEach(SeedNode value, FormatReader reader, Action<string, SeedLocation> add)
    {
        foreach (SeedNode item in reader.ReadList(value, Name) ?? [])
        {
            if (reader.ReadText(item, "a label", TextRule.PropertyName) is { } label)
            {
                add(label, item.Location);
            }
        }
    }
}
