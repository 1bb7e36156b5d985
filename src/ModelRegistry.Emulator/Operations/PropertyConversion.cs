using System.Globalization;
using System.Security.Cryptography;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>Converts custom properties from the wire for storage.</summary>
internal static class PropertyConversion
{
    private const string Setting = "error setting field CustomProperties: bad request: ";

    /// <summary>Converts what was sent.</summary>
    public static SortedDictionary<string, PropertyValue> Convert(IReadOnlyDictionary<string, MetadataInput> sent, TextRules rules)
    {
        var stored = new SortedDictionary<string, PropertyValue>(Utf8Order.Instance);
        if (sent.Count == 0)
        {
            return stored;
        }

        // The database may hold two keys for one: then the second value goes into the first row.
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string key in sent.Keys.Order(Utf8Order.Instance))
        {
            PropertyValue value = Convert(key, sent[key]);
            string row = rules.Key(key);
            if (!rows.TryAdd(row, key))
            {
                stored[rows[row]] = value;
                continue;
            }

            stored[key] = value;
        }

        return stored;
    }

    /// <summary>What an update keeps when it sends no properties: the server feeds its own response back, so structs are refused.</summary>
    public static SortedDictionary<string, PropertyValue> KeepVisible(Entity existing)
    {
        var kept = new SortedDictionary<string, PropertyValue>(Utf8Order.Instance);
        foreach ((string key, PropertyValue value) in existing.Properties)
        {
            if (Entity.IsHidden(key))
            {
                continue;
            }

            if (value.Kind == MetadataKind.Struct)
            {
                throw RegistryException.BadRequest(Setting + StructFedBack(key));
            }

            kept.Add(key, value);
        }

        return kept;
    }

    /// <summary>The complaint about a struct that is fed back as the JSON text of a response.</summary>
    public static string StructFedBack(string key) => $"unable to decode illegal base64 data at input byte 0 for key {key}";

    private static PropertyValue Convert(string key, MetadataInput input)
    {
        switch (input.Kind)
        {
            case MetadataKind.Bool:
                return new(MetadataKind.Bool, Integer: input.Flag ? 1 : 0);
            case MetadataKind.Double:
                return new(MetadataKind.Double, Number: input.Number);
            case MetadataKind.Int:
                return GoNumber.TryParseInteger(input.Text, 32, out long integer, out string error)
                    ? new(MetadataKind.Int, Integer: (int)integer)
                    : throw RegistryException.BadRequest(
                        $"{Setting}unable to decode as int64 invalid numeric string: {error} for key {key}");
            case MetadataKind.String:
                return new(MetadataKind.String, input.Text);
            case MetadataKind.Struct:
                return StructText.TryConvert(input.Text, out string text, out error)
                    ? new(MetadataKind.Struct, text)
                    : throw RegistryException.BadRequest($"{Setting}unable to decode {error} for key {key}");
            default:
                string pointer = input.Kind == MetadataKind.Proto
                    ? string.Create(CultureInfo.InvariantCulture, $"0xc{RandomNumberGenerator.GetInt32(0x1000000):x9}")
                    : "<nil>";
                throw RegistryException.BadRequest(
                    $"{Setting}metadataType not found for {key}: {{<nil> <nil> <nil> {pointer} <nil> <nil>}}");
        }
    }
}
