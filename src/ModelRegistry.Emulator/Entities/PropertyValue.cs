using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Entities;

/// <summary>A custom property as it is stored.</summary>
/// <param name="Kind">String, Int, Double, Bool or Struct.</param>
/// <param name="Text">A string, or the JSON text of a struct.</param>
/// <param name="Integer">An int, or 1 for a true bool.</param>
/// <param name="Number">A double.</param>
internal readonly record struct PropertyValue(MetadataKind Kind, string? Text = null, int Integer = 0, double Number = 0)
{
    /// <summary>Writes the value as the server returns it.</summary>
    public void Write(JsonOutput output)
    {
        output.BeginObject();
        switch (Kind)
        {
            case MetadataKind.Bool:
                output.Boolean("bool_value", Integer != 0);
                output.Text("metadataType", "MetadataBoolValue");
                break;
            case MetadataKind.Double:
                output.Number("double_value", Number);
                output.Text("metadataType", "MetadataDoubleValue");
                break;
            case MetadataKind.Int:
                output.NumberText("int_value", Integer);
                output.Text("metadataType", "MetadataIntValue");
                break;
            case MetadataKind.Struct:
                output.Text("metadataType", "MetadataStructValue");
                output.Text("struct_value", Text!);
                break;
            default:
                output.Text("metadataType", "MetadataStringValue");
                output.Text("string_value", Text!);
                break;
        }

        output.EndObject();
    }
}
