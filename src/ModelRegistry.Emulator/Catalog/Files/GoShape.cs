namespace ModelRegistry.Emulator.Catalog;

/// <summary>A mapping read as Go's JSON decoder reads an object into a struct, with the faults that it finds.</summary>
/// <param name="map">The mapping.</param>
/// <param name="owner">The struct's name in messages.</param>
/// <param name="path">The path to the struct in messages; empty at the root.</param>
/// <param name="isLoose">
/// Whether numbers and truth values may stand for strings, as they do where the YAML reader knows the type that is wanted.
/// </param>
internal sealed class GoShape(YamlMap map, string owner, string path = "", bool isLoose = true)
{
    private const string Decoding = "error unmarshaling JSON: while decoding JSON: json: ";

    /// <summary>The mapping.</summary>
    public YamlMap Map => map;

    /// <summary>Reads a document whose root is a mapping, or empty.</summary>
    public static GoShape Read(ReadOnlySpan<byte> yaml, string owner, string type) => YamlTreeReader.Read(yaml) switch
    {
        null => new GoShape(new YamlMap([], 0), owner),
        YamlMap map => new GoShape(map, owner),
        { JsonKind: var kind } => throw new CatalogFileException($"{Decoding}cannot unmarshal {kind} into Go value of type {type}"),
    };

    /// <summary>Refuses members of other names.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        foreach (string name in map.Members.Keys)
        {
            bool known = false;
            foreach (string allowed in names)
            {
                known |= string.Equals(name, allowed, StringComparison.OrdinalIgnoreCase);
            }

            if (!known)
            {
                throw new CatalogFileException($"{Decoding}unknown field {Wire.GoText.Quote(name)}");
            }
        }
    }

    /// <summary>A text; <see langword="null"/> without one.</summary>
    public string? Text(string name) => map[name] is { } member ? TextOf(member, name) : null;

    /// <summary>A truth value; <see langword="null"/> without one.</summary>
    public bool? Flag(string name) => map[name] switch
    {
        null => null,
        YamlScalar { Value: bool flag } => flag,
        var other => throw Mismatch(other, name, "bool"),
    };

    /// <summary>A number; <see langword="null"/> without one.</summary>
    public double? Number(string name) => map[name] switch
    {
        null => null,
        YamlScalar { Value: long integer } => integer,
        YamlScalar { Value: double number } => number,
        var other => throw Mismatch(other, name, "float64"),
    };

    /// <summary>A list of texts; <see langword="null"/> without one.</summary>
    public IReadOnlyList<string>? Texts(string name) => map[name] switch
    {
        null => null,
        YamlList list => [.. list.Items.Select(item => item.IsNull ? "" : TextOf(item, name))],
        var other => throw Mismatch(other, name, "[]string"),
    };

    /// <summary>A mapping; <see langword="null"/> without one.</summary>
    public YamlMap? Object(string name) => map[name] switch
    {
        null => null,
        YamlMap member => member,
        var other => throw Mismatch(other, name, "map[string]interface {}"),
    };

    /// <summary>A list of mappings; empty without one.</summary>
    /// <param name="name">The member.</param>
    /// <param name="type">The type of an item in messages.</param>
    /// <param name="shown">What messages call the member; <see langword="null"/> for its name.</param>
    /// <param name="loose">Whether other scalars may stand for texts in the items.</param>
    public IEnumerable<GoShape> Maps(string name, string type, string? shown = null, bool loose = true)
    {
        shown ??= name;
        if (map[name] is not { } member)
        {
            return [];
        }

        if (member is not YamlList list)
        {
            throw Mismatch(member, shown, "[]" + type);
        }

        string[] parts = type.Split('.');
        return list.Items.Where(static item => !item.IsNull).Select(item => item is YamlMap entry
            ? new GoShape(entry, parts[^1].TrimStart('*'), Joined(shown), loose)
            : throw Mismatch(item, shown, type));
    }

    /// <summary>The fault of a member that is of another kind than Go wants.</summary>
    public CatalogFileException Mismatch(YamlTree member, string name, string type) =>
        new($"{Decoding}cannot unmarshal {member.JsonKind} into Go struct field {owner}.{Joined(name)} of type {type}");

    private string Joined(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private string TextOf(YamlTree member, string name) => member switch
    {
        YamlScalar { Value: string } scalar => scalar.Text,
        YamlScalar scalar when isLoose => scalar.AsText,
        _ => throw Mismatch(member, name, "string"),
    };
}
