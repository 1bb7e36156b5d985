using System.Globalization;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>A node of a YAML document.</summary>
/// <param name="Line">The line that it begins on, from 1.</param>
internal abstract record YamlTree(int Line)
{
    // What a few lines of aliases of aliases may be written out to.
    private const int MostValues = 100_000;

    /// <summary>What Go calls the node once it is JSON.</summary>
    public abstract string JsonKind { get; }

    /// <summary>Whether the node is a null.</summary>
    public bool IsNull => this is YamlScalar { Value: null };

    /// <summary>Writes the node as JSON, members in Go's order.</summary>
    public void Write(JsonOutput output)
    {
        int budget = MostValues;
        Write(output, ref budget);
    }

    /// <summary>Writes the node as JSON; each value takes one from the budget.</summary>
    protected internal abstract void Write(JsonOutput output, ref int budget);

    private protected static void Spend(ref int budget)
    {
        if (--budget < 0)
        {
            throw new CatalogFileException("error converting YAML to JSON: yaml: document contains excessive aliasing");
        }
    }
}

/// <summary>A scalar.</summary>
/// <param name="Text">The text as written, quotes and escapes resolved.</param>
/// <param name="Value">
/// What it stands for: <see langword="null"/>, a <see cref="bool"/>, <see cref="long"/>, <see cref="double"/> or <see cref="string"/>.
/// </param>
/// <param name="Line">The line that it begins on.</param>
internal sealed record YamlScalar(string Text, object? Value, int Line) : YamlTree(Line)
{
    public override string JsonKind => Value switch
    {
        null => "null",
        bool => "bool",
        string => "string",
        _ => "number",
    };

    /// <summary>The value as a text, whatever it is.</summary>
    public string AsText => Value switch
    {
        bool flag => flag ? "true" : "false",
        long integer => integer.ToString(CultureInfo.InvariantCulture),
        double number => GoNumber.FormatDouble(number),
        _ => Text,
    };

    protected internal override void Write(JsonOutput output, ref int budget)
    {
        Spend(ref budget);
        switch (Value)
        {
            case null:
                output.Null();
                break;
            case bool flag:
                output.Boolean(flag);
                break;
            case long integer:
                output.Json(System.Text.Encoding.ASCII.GetBytes(integer.ToString(CultureInfo.InvariantCulture)));
                break;
            case double number when double.IsFinite(number):
                output.Number(number);
                break;
            case double number:
                throw new CatalogFileException($"error converting YAML to JSON: json: unsupported value: {GoNumber.FormatDouble(number)}");
            default:
                output.Text(Text);
                break;
        }
    }
}

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlTree> Items, int Line) : YamlTree(Line)
{
    public override string JsonKind => "array";

    protected internal override void Write(JsonOutput output, ref int budget)
    {
        Spend(ref budget);
        output.BeginArray();
        foreach (YamlTree item in Items)
        {
            item.Write(output, ref budget);
        }

        output.EndArray();
    }
}

/// <summary>A mapping, its keys in the order of Go's maps.</summary>
internal sealed record YamlMap(SortedDictionary<string, YamlTree> Members, int Line) : YamlTree(Line)
{
    public override string JsonKind => "object";

    /// <summary>A member that is not null; <see langword="null"/> without one. Letter case does not count, as it does not to Go.</summary>
    public YamlTree? this[string name]
    {
        get
        {
            if (!Members.TryGetValue(name, out YamlTree? member))
            {
                member = Members.FirstOrDefault(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
            }

            return member is null or { IsNull: true } ? null : member;
        }
    }

    protected internal override void Write(JsonOutput output, ref int budget)
    {
        Spend(ref budget);
        output.BeginObject();
        foreach ((string name, YamlTree member) in Members)
        {
            output.Name(name);
            member.Write(output, ref budget);
        }

        output.EndObject();
    }
}
