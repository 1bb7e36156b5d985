namespace ModelRegistry.Emulator.Wire;

/// <summary>How a field of a request body is decoded.</summary>
internal enum WireKind
{
    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>An array of strings.</summary>
    TextList,

    /// <summary>A string out of a fixed set.</summary>
    Enumeration,

    /// <summary>A JSON number without fraction.</summary>
    Integer,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>A JSON boolean.</summary>
    Boolean,

    /// <summary>The map of custom properties.</summary>
    Properties,
}

/// <summary>One field of a request body.</summary>
/// <param name="Name">The JSON name.</param>
/// <param name="Kind">How it is decoded.</param>
/// <param name="Values">The set of an enumeration.</param>
/// <param name="Since">The first server that knows it.</param>
internal sealed record WireField(
    string Name, WireKind Kind, EnumValues? Values = null, RegistryServerVersion Since = RegistryServerVersion.V02)
{
    /// <summary>The Go type that error messages name.</summary>
    public string GoType => Kind switch
    {
        WireKind.TextList => "[]string",
        WireKind.Integer => "int64",
        WireKind.Number => "float64",
        WireKind.Boolean => "bool",
        WireKind.Properties => "map[string]openapi.MetadataValue",
        _ => "string",
    };
}

/// <summary>A closed set of texts with the type name that a refusal mentions.</summary>
/// <param name="TypeName">The name in <c>x is not a valid TypeName</c>.</param>
/// <param name="Texts">The allowed texts, in the order of their stored numbers.</param>
internal sealed record EnumValues(string TypeName, params string[] Texts);

/// <summary>The fields that a kind of body may hold; stands for one of the server's Go structs.</summary>
internal sealed class WireShape
{
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _folded = new(StringComparer.OrdinalIgnoreCase);

    public WireShape(string goName, params IReadOnlyList<WireField> fields)
    {
        GoName = goName;
        Fields = fields;
        for (int i = 0; i < fields.Count; i++)
        {
            _exact.Add(fields[i].Name, i);
            _folded.TryAdd(fields[i].Name, i);
        }
    }

    /// <summary>The Go struct that error messages name.</summary>
    public string GoName { get; }

    /// <summary>The fields in declaration order.</summary>
    public IReadOnlyList<WireField> Fields { get; }

    /// <summary>The position of a field by its exact name, or -1.</summary>
    public int IndexOf(string name) => _exact.TryGetValue(name, out int index) ? index : -1;

    /// <summary>The position of the field that a key selects: exact, else without regard to case; -1 when there is none.</summary>
    public int Match(string key) => _exact.TryGetValue(key, out int index) || _folded.TryGetValue(key, out index) ? index : -1;
}
