using System.Globalization;
using System.Text;

namespace ModelRegistry.Emulator.Wire;

/// <summary>
/// Decodes request bodies as Go's <c>encoding/json</c> does: the last of repeated keys wins, names match without regard to case,
/// the first type fault is reported unless a value's own decoder fails, which ends the decoding at once.
/// </summary>
internal static class BodyDecoder
{
    private const string NoDiscriminator = "failed to unmarshal JSON into map for the discriminator lookup";

    private static readonly (string Name, MetadataKind Kind, WireShape Shape)[] MetadataShapes =
    [
        ("MetadataBoolValue", MetadataKind.Bool, Metadata("MetadataBoolValue", new WireField("bool_value", WireKind.Boolean))),
        ("MetadataDoubleValue", MetadataKind.Double, Metadata("MetadataDoubleValue", new WireField("double_value", WireKind.Number))),
        ("MetadataIntValue", MetadataKind.Int, Metadata("MetadataIntValue", new WireField("int_value", WireKind.Text))),
        ("MetadataProtoValue", MetadataKind.Proto, Metadata(
            "MetadataProtoValue", new WireField("type", WireKind.Text), new WireField("proto_value", WireKind.Text))),
        ("MetadataStringValue", MetadataKind.String, Metadata("MetadataStringValue", new WireField("string_value", WireKind.Text))),
        ("MetadataStructValue", MetadataKind.Struct, Metadata("MetadataStructValue", new WireField("struct_value", WireKind.Text))),
    ];

    /// <summary>Decodes the first value of a body; unknown fields are refused.</summary>
    /// <param name="body">The body.</param>
    /// <param name="shape">The fields that it may hold.</param>
    /// <param name="server">The server that decodes; fields that came later are unknown to it.</param>
    public static RequestBody DecodeStrictly(
        ReadOnlySpan<byte> body, WireShape shape, RegistryServerVersion server = RegistryServerVersion.Current) =>
        Decode(FirstValue(body), shape, strict: true, server);

    /// <summary>
    /// Decodes the first value of a body into the shape that its <c>artifactType</c> selects; <see langword="null"/> when it selects none.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="unionName">The Go name of the union.</param>
    /// <param name="choose">Finds the shape for a discriminator.</param>
    /// <param name="server">The server that decodes; fields that came later are unknown to it.</param>
    public static RequestBody? DecodeUnion(
        ReadOnlySpan<byte> body, string unionName, Func<string, WireShape?> choose, RegistryServerVersion server)
    {
        ReadOnlySpan<byte> value = FirstValue(body);
        string? discriminator = FindDiscriminator(value, "artifactType");
        WireShape? shape = discriminator is null ? null : choose(discriminator);
        if (shape is null)
        {
            return null;
        }

        try
        {
            return Decode(value, shape, strict: false, server);
        }
        catch (RegistryException fault)
        {
            throw RegistryException.Plain($"failed to unmarshal {unionName} as {shape.GoName}: {fault.Message}");
        }
    }

    private static WireShape Metadata(string name, params WireField[] fields) =>
        new(name, [.. fields, new WireField("metadataType", WireKind.Text)]);

    private static ReadOnlySpan<byte> FirstValue(ReadOnlySpan<byte> body)
    {
        (Range value, string? error) = GoJsonScanner.FindFirstValue(body);
        return error is null ? body[value] : throw RegistryException.Plain(error);
    }

    private static RequestBody Decode(ReadOnlySpan<byte> value, WireShape shape, bool strict, RegistryServerVersion server)
    {
        var result = new RequestBody(shape);
        var reader = new GoJsonReader(value);
        string kind = reader.PeekKind();
        if (kind == "null")
        {
            return result;
        }

        if (kind != "object")
        {
            throw RegistryException.Plain($"json: cannot unmarshal {kind} into Go value of type openapi.{shape.GoName}");
        }

        string? firstFault = null;
        reader.Enter();
        while (reader.HasNext())
        {
            string key = reader.ReadString();
            int index = shape.Match(key);
            if (index >= 0 && shape.Fields[index].Since <= server)
            {
                firstFault = DecodeField(ref reader, result, index) is { } fault ? firstFault ?? fault : firstFault;
                continue;
            }

            reader.ReadRaw();
            if (strict)
            {
                firstFault ??= $"json: unknown field {GoText.Quote(key)}";
            }
        }

        return firstFault is null ? result : throw RegistryException.Plain(firstFault);
    }

    // Returns a fault that lets the decoding go on; throws on one that ends it.
    private static string? DecodeField(ref GoJsonReader reader, RequestBody result, int index)
    {
        WireField field = result.Shape.Fields[index];
        string kind = reader.PeekKind();
        if (kind == "null")
        {
            reader.ReadRaw();
            result.Set(index, null);
            return null;
        }

        switch (field.Kind)
        {
            case WireKind.Text when kind == "string":
                result.Set(index, reader.ReadString());
                return null;
            case WireKind.Boolean when kind == "bool":
                result.Set(index, reader.ReadRaw()[0] == 't');
                return null;
            case WireKind.Enumeration:
                result.Set(index, DecodeEnumeration(ref reader, result.Shape, field, kind));
                return null;
            case WireKind.Integer or WireKind.Number when kind == "number":
                return DecodeNumber(ref reader, result, index);
            case WireKind.TextList when kind == "array":
                return DecodeList(ref reader, result, index);
            case WireKind.Properties when kind == "object":
                DecodeProperties(ref reader, result, index);
                return null;
            default:
                reader.ReadRaw();
                return Mismatch(kind, result.Shape, field, field.GoType);
        }
    }

    private static string DecodeEnumeration(ref GoJsonReader reader, WireShape shape, WireField field, string kind)
    {
        if (kind != "string")
        {
            throw RegistryException.Plain(Mismatch(kind, shape, field, "string"));
        }

        string text = reader.ReadString();
        EnumValues values = field.Values!;
        return Array.IndexOf(values.Texts, text) >= 0 ? text : throw RegistryException.Plain($"{text} is not a valid {values.TypeName}");
    }

    private static string? DecodeNumber(ref GoJsonReader reader, RequestBody result, int index)
    {
        WireField field = result.Shape.Fields[index];
        string literal = Encoding.ASCII.GetString(reader.ReadRaw());
        if (field.Kind == WireKind.Integer)
        {
            if (!GoNumber.TryParseInteger(literal, 64, out long integer, out _))
            {
                return Mismatch("number " + literal, result.Shape, field, field.GoType);
            }

            result.Set(index, integer);
            return null;
        }

        double number = double.Parse(literal, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(number))
        {
            return Mismatch("number " + literal, result.Shape, field, field.GoType);
        }

        result.Set(index, number);
        return null;
    }

    private static string? DecodeList(ref GoJsonReader reader, RequestBody result, int index)
    {
        string? fault = null;
        var items = new List<string>();
        reader.Enter();
        while (reader.HasNext())
        {
            string kind = reader.PeekKind();
            if (kind == "string")
            {
                items.Add(reader.ReadString());
                continue;
            }

            reader.ReadRaw();
            items.Add("");
            if (kind != "null")
            {
                fault ??= Mismatch(kind, result.Shape, result.Shape.Fields[index], "string");
            }
        }

        result.Set(index, items.ToArray());
        return fault;
    }

    private static void DecodeProperties(ref GoJsonReader reader, RequestBody result, int index)
    {
        // A repeated key adds to the map that the first one made.
        var properties = result.Current(index) as Dictionary<string, MetadataInput>
            ?? new Dictionary<string, MetadataInput>(StringComparer.Ordinal);
        result.Set(index, properties);
        reader.Enter();
        while (reader.HasNext())
        {
            string key = reader.ReadString();
            properties[key] = DecodeMetadata(reader.ReadRaw());
        }
    }

    private static MetadataInput DecodeMetadata(ReadOnlySpan<byte> value)
    {
        string? discriminator = FindDiscriminator(value, "metadataType");
        foreach ((string name, MetadataKind kind, WireShape shape) in MetadataShapes)
        {
            if (discriminator != name)
            {
                continue;
            }

            RequestBody body;
            try
            {
                body = Decode(value, shape, strict: false, RegistryServerVersion.Current);
            }
            catch (RegistryException fault)
            {
                throw RegistryException.Plain($"failed to unmarshal MetadataValue as {name}: {fault.Message}");
            }

            object? content = body[shape.Fields[0].Name];
            return new MetadataInput(kind, content as string ?? "", content as double? ?? 0, content as bool? ?? false);
        }

        return default;
    }

    // The discriminator is looked up by its exact name; anything but text selects nothing.
    private static string? FindDiscriminator(ReadOnlySpan<byte> value, string name)
    {
        var reader = new GoJsonReader(value);
        string kind = reader.PeekKind();
        if (kind == "null")
        {
            return null;
        }

        if (kind != "object")
        {
            throw RegistryException.Plain(NoDiscriminator);
        }

        string? found = null;
        reader.Enter();
        while (reader.HasNext())
        {
            bool wanted = reader.ReadString() == name;
            if (wanted && reader.PeekKind() == "string")
            {
                found = reader.ReadString();
                continue;
            }

            reader.ReadRaw();
            found = wanted ? null : found;
        }

        return found;
    }

    private static string Mismatch(string kind, WireShape shape, WireField field, string goType) =>
        $"json: cannot unmarshal {kind} into Go struct field {shape.GoName}.{field.Name} of type {goType}";
}
