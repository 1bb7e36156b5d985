using System.Globalization;
using System.Text.Json;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A number of things, from 0.</summary>
internal sealed class CountField<T>(string name, string description, Action<T, int> set) : Field<T>(name, description)
{
    public override void Read(T target, SeedNode value, FormatReader reader)
    {
        switch (value)
        {
            case ScalarNode { Type: ScalarKind.Broken }:
                break;
            case ScalarNode { Type: ScalarKind.Null }:
                reader.ReportNoValue(value, Name);
                break;
            case ScalarNode { Type: ScalarKind.Integer } scalar when int.TryParse(
                scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int count):
                set(target, count);
                break;
            default:
                reader.ReportWrongType(value, Name, "a whole number from 0");
                break;
        }
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "integer");
        schema.WriteNumber("minimum", 0);
    }
}
