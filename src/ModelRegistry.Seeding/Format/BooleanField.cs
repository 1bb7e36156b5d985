using System.Text.Json;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>True or false; without a setter it takes effect elsewhere.</summary>
internal sealed class BooleanField<T>(string name, string description, Action<T, bool>? set = null) : Field<T>(name, description)
{
    public override void Read(T target, SeedNode value, FormatReader reader)
    {
        switch (value)
        {
            case ScalarNode { Type: ScalarKind.Boolean } scalar:
                set?.Invoke(target, string.Equals(scalar.Text, "true", StringComparison.OrdinalIgnoreCase));
                break;
            case ScalarNode { Type: ScalarKind.Broken }:
                break;
            case ScalarNode { Type: ScalarKind.Null }:
                reader.ReportNoValue(value, Name);
                break;
            default:
                reader.ReportWrongType(value, Name, "true or false");
                break;
        }
    }

    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("type", "boolean");
}
