using System.Globalization;
using System.Text;
using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>Reads the values of custom properties, in their short form and in the API's own.</summary>
internal static class PropertyValueReader
{
    public const string Discriminator = "metadataType";

    /// <summary>Gets the API's own forms: the kind of value, and the member that holds it.</summary>
    public static IReadOnlyList<(string Kind, string Member)> WireForms { get; } =
    [
        ("MetadataStringValue", "string_value"),
        ("MetadataIntValue", "int_value"),
        ("MetadataDoubleValue", "double_value"),
        ("MetadataBoolValue", "bool_value"),
        ("MetadataStructValue", "struct_value"),
    ];

    public static MetadataValue? Read(string name, SeedNode node, FormatReader reader)
    {
        // By far the most are good texts, of which nothing has to be said.
        if (node is ScalarNode { Type: ScalarKind.Text, Text: var good } && TextRule.Any.Check(good) is null)
        {
            return new MetadataStringValue(good);
        }

        string what = $"the custom property {reader.Show(name)}";
        switch (node)
        {
            case MappingNode mapping when mapping.TryGet(Discriminator, out SeedNode? kind):
                return ReadWireForm(what, mapping, kind, reader);
            case ScalarNode scalar:
                return ReadScalar(what, scalar, reader);
            default:
                // A struct would be the API's own way, and would keep everybody else from editing or archiving the entity.
                return new JsonTextWriter(what, reader).Write(node) is { } json ? new MetadataStringValue(json) : null;
        }
    }

    private static MetadataValue? ReadScalar(string what, ScalarNode scalar, FormatReader reader)
    {
        if (!scalar.IsCanonical)
        {
            ReportForm(what, scalar, reader);
            return null;
        }

        switch (scalar.Type)
        {
            case ScalarKind.Integer:
                return ReadInteger(what, scalar, reader);
            case ScalarKind.Float or ScalarKind.NotFinite:
                return ReadDouble(what, scalar, reader);
            case ScalarKind.Boolean:
                return new MetadataBoolValue(CoreSchema.BooleanOf(scalar.Text));
            default:
                return reader.ReadText(scalar, what, TextRule.Any) is { } text ? new MetadataStringValue(text) : null;
        }
    }

    /// <summary>Reports a number that would come back in another form.</summary>
    public static void ReportForm(string what, ScalarNode scalar, FormatReader reader)
    {
        string? canonical = scalar.Type == ScalarKind.Integer
            ? CoreSchema.IntegerOf(scalar.Text)?.ToString(CultureInfo.InvariantCulture)
            : CoreSchema.CanonicalOf(CoreSchema.FloatOf(scalar.Text));
        string way = canonical is not null ? $", or write {canonical}"
            : scalar.Type == ScalarKind.Integer ? ""
            : $", or write {{ {Discriminator}: MetadataDoubleValue, double_value: {scalar.Text} }}";
        reader.Report(
            scalar.Location,
            SeedErrorCodes.NumberOutOfRange,
            $"{what} is the number {reader.Show(scalar.Text)}, which would come back "
                + $"{(canonical is null ? "in another form" : $"as {canonical}")}: quote it if a text is meant{way}");
    }

    private static MetadataIntValue? ReadInteger(string what, ScalarNode scalar, FormatReader reader)
    {
        if (CoreSchema.IntegerOf(scalar.Text) is { } value && value >= int.MinValue && value <= int.MaxValue)
        {
            return new MetadataIntValue((long)value);
        }

        reader.Report(
            scalar.Location,
            SeedErrorCodes.NumberOutOfRange,
            string.Create(CultureInfo.InvariantCulture, $"{what} is {reader.Show(scalar.Text)}, and the registry keeps integers from "
                + $"{int.MinValue} to {int.MaxValue}: write it as a text in quotes, or as a number with a decimal point"));
        return null;
    }

    public static MetadataDoubleValue? ReadDouble(string what, ScalarNode scalar, FormatReader reader)
    {
        double value = scalar.Type == ScalarKind.NotFinite ? double.NaN : CoreSchema.FloatOf(scalar.Text);
        if (double.IsFinite(value))
        {
            return new MetadataDoubleValue(value);
        }

        reader.Report(
            scalar.Location,
            SeedErrorCodes.NumberOutOfRange,
            $"{what} is {reader.Show(scalar.Text)}, and the registry keeps finite numbers of 64 bits only: write it as a text in quotes");
        return null;
    }

    private static MetadataValue? ReadWireForm(string what, MappingNode mapping, SeedNode kindNode, FormatReader reader)
    {
        if (kindNode is ScalarNode { Text: "MetadataProtoValue" })
        {
            reader.Report(
                kindNode.Location,
                SeedErrorCodes.MalformedPropertyValue,
                $"{what} is a MetadataProtoValue, which the server refuses to store: use another kind");
            return null;
        }

        if (reader.ReadChoice(kindNode, Discriminator, [.. WireForms.Select(form => form.Kind)]) is not { } kind)
        {
            return null;
        }

        string member = WireForms.First(form => string.Equals(form.Kind, kind, StringComparison.Ordinal)).Member;
        bool isGood = true;
        foreach (MappingEntry entry in mapping.Entries)
        {
            if (entry.Key is not Discriminator && !string.Equals(entry.Key, member, StringComparison.Ordinal))
            {
                isGood = false;
                reader.Report(
                    entry.KeyLocation,
                    SeedErrorCodes.UnknownField,
                    $"unknown field {reader.Show(entry.Key)} in a {kind}{Suggestion.For(entry.Key, [member])}: it has '{Discriminator}' "
                        + $"and '{member}' only");
            }
        }

        if (!mapping.TryGet(member, out SeedNode? value))
        {
            reader.Report(mapping.Location, SeedErrorCodes.MalformedPropertyValue, $"{what} is a {kind} without '{member}': add it");
            return null;
        }

        MetadataValue? read = member switch
        {
            "string_value" => reader.ReadText(value, member, TextRule.Any) is { } text ? new MetadataStringValue(text) : null,
            "int_value" => ReadWireNumber(what, value, member, ScalarKind.Integer, reader),
            "double_value" => ReadWireNumber(what, value, member, ScalarKind.Float, reader),
            "bool_value" => ReadWireBoolean(value, member, reader),
            _ => ReadWireStruct(what, value, member, reader),
        };
        if (read is MetadataStructValue)
        {
            reader.Warn(
                mapping.Location,
                SeedWarningCodes.Struct,
                $"{what} is a struct, and while an entity has one the dashboard can neither edit nor archive it: write the mapping itself, "
                    + "which is kept as JSON text");
        }

        return isGood ? read : null;
    }

    /// <summary>Reads a number, also one in quotes or from a variable: the kind is said in so many words.</summary>
    private static MetadataValue? ReadWireNumber(string what, SeedNode node, string member, ScalarKind wanted, FormatReader reader)
    {
        if (node is not ScalarNode { Type: not (ScalarKind.Null or ScalarKind.Broken) } scalar)
        {
            reader.ReadText(node, member, TextRule.Any);
            return null;
        }

        switch (CoreSchema.KindOf(scalar.Text))
        {
            case ScalarKind.Integer when wanted == ScalarKind.Integer:
                return ReadInteger(what, scalar, reader);
            case ScalarKind.Integer or ScalarKind.Float when wanted == ScalarKind.Float:
                return ReadDouble(what, new ScalarNode(scalar.Location, scalar.Text, ScalarKind.Float), reader);
            case ScalarKind.NotFinite when wanted == ScalarKind.Float:
                return ReadDouble(what, new ScalarNode(scalar.Location, scalar.Text, ScalarKind.NotFinite), reader);
            default:
                reader.Report(
                    scalar.Location,
                    SeedErrorCodes.WrongType,
                    $"'{member}' must be {(wanted == ScalarKind.Integer ? "an integer" : "a number")}, not {reader.Show(scalar.Text)}");
                return null;
        }
    }

    private static MetadataBoolValue? ReadWireBoolean(SeedNode node, string member, FormatReader reader)
    {
        if (node is ScalarNode { Type: ScalarKind.Boolean } or ScalarNode { IsSubstituted: true }
            && CoreSchema.KindOf(((ScalarNode)node).Text) == ScalarKind.Boolean)
        {
            return new MetadataBoolValue(CoreSchema.BooleanOf(((ScalarNode)node).Text));
        }

        if (node is not ScalarNode { Type: ScalarKind.Broken })
        {
            reader.ReportWrongType(node, member, "true or false");
        }

        return null;
    }

    private static MetadataStructValue? ReadWireStruct(string what, SeedNode node, string member, FormatReader reader)
    {
        if (node is MappingNode mapping)
        {
            return ReadStruct(what, mapping, reader);
        }

        if (reader.ReadText(node, member, TextRule.Any) is not { } text)
        {
            return null;
        }

        foreach (string json in JsonTexts(text))
        {
            try
            {
                MetadataStructValue value = MetadataStructValue.Parse(json);
                if (!IsReadable(value.Value))
                {
                    break;
                }

                return reader.Check(value.ToString(), node.Location, member, TextRule.Any) ? value : null;
            }
            catch (JsonException)
            {
                // Not JSON, or not an object: the text may be its base64 form.
            }
            catch (InvalidOperationException)
            {
                // JSON can spell halves of surrogate pairs: it is well formed, and yet nobody can read it.
                break;
            }
        }

        reader.Report(
            node.Location,
            SeedErrorCodes.MalformedPropertyValue,
            $"'{member}' is neither a mapping nor the text of a JSON object, plain or in base64");
        return null;
    }

    private static IEnumerable<string> JsonTexts(string text)
    {
        yield return text;
        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out int length) && System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)))
        {
            yield return Encoding.UTF8.GetString(bytes, 0, length);
        }
    }

    /// <summary>Reads every text and number once: JSON can spell some that nothing can hold.</summary>
    /// <exception cref="InvalidOperationException">A text has half of a surrogate pair.</exception>
    private static bool IsReadable(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(member => member.Name is not null && IsReadable(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsReadable),
        JsonValueKind.String => element.GetString() is not null,
        JsonValueKind.Number => double.IsFinite(element.GetDouble()),
        _ => true,
    };

    private static MetadataStructValue? ReadStruct(string what, MappingNode mapping, FormatReader reader)
    {
        if (new JsonTextWriter(what, reader) { IsTyped = true }.Write(mapping) is not { } text)
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = TreeBudget.MaximumDepth * 2 });
        return new MetadataStructValue(document.RootElement);
    }
}
