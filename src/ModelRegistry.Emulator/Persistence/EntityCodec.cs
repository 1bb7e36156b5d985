using System.Globalization;
using System.Text.Json;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Persistence;

/// <summary>Writes entities as the data of records, and reads them back.</summary>
internal static class EntityCodec
{
    private static readonly Dictionary<EntityType, string> Names = EntityTypes.ByName.ToDictionary(
        static pair => pair.Value, static pair => pair.Key);

    /// <summary>Writes an entity.</summary>
    public static byte[] Write(Entity entity)
    {
        var output = new JsonOutput();
        output.BeginObject();
        output.Text("put", Names[entity.Type]);
        output.Number("id", (long)entity.Id);
        output.Text("name", entity.StoredName);
        if (entity.ExternalId is { } externalId)
        {
            output.Text("externalId", externalId);
        }

        output.Number("created", entity.CreateTime);
        output.Number("updated", entity.UpdateTime);
        output.Name("parents");
        output.BeginArray();
        foreach (int parent in entity.Parents)
        {
            output.Number((double)parent);
        }

        output.EndArray();
        output.Name("fields");
        output.BeginObject();
        for (int i = 0; i < entity.Values.Length; i++)
        {
            WriteValue(output, entity.Type.Fields[i].Name, entity.Values[i]);
        }

        output.EndObject();
        output.Name("properties");
        output.BeginObject();
        foreach ((string key, PropertyValue value) in entity.Properties)
        {
            output.Name(key);
            value.Write(output);
        }

        output.EndObject();
        output.EndObject();
        return output.ToArray();
    }

    /// <summary>Reads an entity.</summary>
    public static Entity Read(JsonElement record)
    {
        EntityType type = EntityTypes.ByName[record.GetProperty("put").GetString()!];
        object?[] values = new object?[type.Fields.Count];
        foreach (JsonProperty field in record.GetProperty("fields").EnumerateObject())
        {
            int ordinal = type.Ordinal(field.Name);
            values[ordinal] = ReadValue(type.Fields[ordinal], field.Value);
        }

        var properties = new SortedDictionary<string, PropertyValue>(Utf8Order.Instance);
        foreach (JsonProperty property in record.GetProperty("properties").EnumerateObject())
        {
            properties[property.Name] = ReadProperty(property.Value);
        }

        return new Entity
        {
            Type = type,
            Id = record.GetProperty("id").GetInt32(),
            StoredName = record.GetProperty("name").GetString()!,
            ExternalId = record.TryGetProperty("externalId", out JsonElement externalId) ? externalId.GetString() : null,
            CreateTime = record.GetProperty("created").GetInt64(),
            UpdateTime = record.GetProperty("updated").GetInt64(),
            Parents = [.. record.GetProperty("parents").EnumerateArray().Select(static parent => parent.GetInt32())],
            Values = values,
            Properties = properties,
        };
    }

    private static void WriteValue(JsonOutput output, string name, object? value)
    {
        switch (value)
        {
            case string text:
                output.Text(name, text);
                break;
            case int integer:
                output.Number(name, (long)integer);
                break;
            case double number:
                output.Number(name, number);
                break;
            case string[] texts:
                output.Name(name);
                output.BeginArray();
                foreach (string text in texts)
                {
                    output.Text(text);
                }

                output.EndArray();
                break;
        }
    }

    private static object ReadValue(FieldDefinition field, JsonElement value) => field.Kind switch
    {
        FieldKind.Reference or FieldKind.Integer => value.GetInt32(),
        FieldKind.Number => value.GetDouble(),
        FieldKind.TextList => value.EnumerateArray().Select(static text => text.GetString()!).ToArray(),
        _ => value.GetString()!,
    };

    private static PropertyValue ReadProperty(JsonElement value) => value.GetProperty("metadataType").GetString() switch
    {
        "MetadataBoolValue" => new(MetadataKind.Bool, Integer: value.GetProperty("bool_value").GetBoolean() ? 1 : 0),
        "MetadataDoubleValue" => new(MetadataKind.Double, Number: value.GetProperty("double_value").GetDouble()),
        "MetadataIntValue" =>
            new(MetadataKind.Int, Integer: int.Parse(value.GetProperty("int_value").GetString()!, CultureInfo.InvariantCulture)),
        "MetadataStructValue" => new(MetadataKind.Struct, value.GetProperty("struct_value").GetString()),
        _ => new(MetadataKind.String, value.GetProperty("string_value").GetString()),
    };
}
