using System.Globalization;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>The columns of the property table that hold values.</summary>
internal enum PropertyColumn
{
    /// <summary><c>string_value</c>.</summary>
    Text,

    /// <summary><c>int_value</c>, 32 bits.</summary>
    Integer,

    /// <summary><c>double_value</c>.</summary>
    Number,

    /// <summary><c>bool_value</c>.</summary>
    Flag,
}

/// <summary>A row of the property table, for a custom property or for a field of the service's own: one value column is set.</summary>
internal readonly record struct PropertyRow(
    string Name, bool IsCustom, string? Text = null, int? Integer = null, double? Number = null, bool? Flag = null)
{
    public object? Read(PropertyColumn column) => column switch
    {
        PropertyColumn.Text => Text,
        PropertyColumn.Integer => Integer,
        PropertyColumn.Number => Number,
        _ => Flag,
    };

    /// <summary>Writes the value as the service returns it.</summary>
    public void Write(JsonOutput output)
    {
        output.BeginObject();
        if (Flag is { } flag)
        {
            output.Boolean("bool_value", flag);
            output.Text("metadataType", "MetadataBoolValue");
        }
        else if (Number is { } number)
        {
            output.Number("double_value", number);
            output.Text("metadataType", "MetadataDoubleValue");
        }
        else if (Integer is { } integer)
        {
            output.NumberText("int_value", integer);
            output.Text("metadataType", "MetadataIntValue");
        }
        else
        {
            output.Text("metadataType", "MetadataStringValue");
            output.Text("string_value", Text ?? "");
        }

        output.EndObject();
    }
}

/// <summary>Values of columns.</summary>
internal static class ColumnValues
{
    /// <summary>Compares two values of one column as PostgreSQL does with collation C.</summary>
    public static int Compare(object left, object right) => left is string text && right is string other
        ? Utf8Order.Instance.Compare(text, other)
        : AsNumber(left).CompareTo(AsNumber(right));

    /// <summary>A value as a number; texts are ones that PostgreSQL reads as numbers.</summary>
    public static double AsNumber(object value) => value switch
    {
        bool flag => flag ? 1 : 0,
        string text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
        _ => 0,
    };
}
