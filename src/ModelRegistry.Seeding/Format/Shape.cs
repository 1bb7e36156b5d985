using System.Text.Json;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Format;

/// <summary>A mapping of the seed format: its fields, in the order in which they are read.</summary>
/// <param name="name">The name, as in messages and in the schema's definitions.</param>
/// <param name="description">What the mapping stands for.</param>
/// <param name="fields">The fields.</param>
internal sealed class Shape<T>(string name, string description, params IReadOnlyList<Field<T>> fields)
{
    private readonly Field<T>[] _inOrder = [.. fields];
    private readonly Dictionary<string, Field<T>> _fields = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);

    public string Name => name;

    public IReadOnlyList<Field<T>> Fields => fields;

    /// <summary>Gets what kind of thing a target is, for fields that not all kinds have.</summary>
    public Func<T, string>? KindOf { get; init; }

    /// <summary>Gets the name of the field that tells the kind, and the kinds; the first is the default.</summary>
    public (string Field, IReadOnlyList<string> All)? Kinds { get; init; }

    public void Read(T target, MappingNode node, FormatReader reader, IReadOnlyList<DefaultValue<T>>? defaults = null)
    {
        foreach (Field<T> field in _inOrder)
        {
            if (node.TryGet(field.Name, out SeedNode? value))
            {
                ReadField(field, target, node, value, reader);
            }
            else if (field.IsRequired)
            {
                reader.Report(node.Location, SeedErrorCodes.MissingField, $"the {name} has no '{field.Name}': add it");
            }
        }

        ReportUnknown(node, fields, reader);
        foreach ((Field<T> field, SeedNode value) in defaults ?? [])
        {
            bool isOpen = field.Adds || !node.TryGet(field.Name, out _);
            if (isOpen && (field.OnlyFor is null || string.Equals(field.OnlyFor, KindOf?.Invoke(target), StringComparison.Ordinal)))
            {
                field.ReadDefault(target, value, reader);
            }
        }
    }

    /// <summary>Reads defaults and keeps the valid ones.</summary>
    public IReadOnlyList<DefaultValue<T>> ReadDefaults(T scratch, MappingNode node, FormatReader reader)
    {
        var defaults = new List<DefaultValue<T>>();
        foreach (Field<T> field in fields.Where(field => field.CanHaveDefault))
        {
            if (node.TryGet(field.Name, out SeedNode? value) && reader.IsReadWithoutError(() => field.Read(scratch, value, reader)))
            {
                defaults.Add(new DefaultValue<T>(field, value));
            }
        }

        foreach (MappingEntry entry in node.Entries)
        {
            if (_fields.TryGetValue(entry.Key, out Field<T>? field) && !field.CanHaveDefault)
            {
                reader.Report(
                    entry.KeyLocation,
                    SeedErrorCodes.UnknownField,
                    $"'{entry.Key}' can have no default, since it belongs to one {name} alone: remove it");
            }
        }

        ReportUnknown(node, fields, reader);
        return defaults;
    }

    public void WriteSchema(Utf8JsonWriter schema)
    {
        SchemaParts.WriteObject(schema, description, fields);
        if (Kinds is { } kinds)
        {
            SchemaParts.WriteKinds(schema, kinds.Field, kinds.All, fields);
        }
    }

    public void WriteDefaultsSchema(Utf8JsonWriter schema) =>
        SchemaParts.WriteObject(schema, description: null, [.. fields.Where(field => field.CanHaveDefault)]);

    private void ReadField(Field<T> field, T target, MappingNode node, SeedNode value, FormatReader reader)
    {
        if (field.OnlyFor is { } only && KindOf?.Invoke(target) is { } kind && !string.Equals(only, kind, StringComparison.Ordinal))
        {
            MappingEntry entry = node.Entries.First(entry => string.Equals(entry.Key, field.Name, StringComparison.Ordinal));
            reader.Report(
                entry.KeyLocation,
                SeedErrorCodes.FieldOfOtherArtifactType,
                $"'{field.Name}' is a field of {only}, and this is a {kind}: remove it, or change '{Kinds?.Field}'");
            return;
        }

        field.Read(target, value, reader);
    }

    private void ReportUnknown(MappingNode node, IReadOnlyList<Field<T>> known, FormatReader reader)
    {
        foreach (MappingEntry entry in node.Entries)
        {
            if (!_fields.ContainsKey(entry.Key))
            {
                reader.Report(
                    entry.KeyLocation,
                    SeedErrorCodes.UnknownField,
                    $"unknown field {reader.Show(entry.Key)} in the {name}{Suggestion.For(entry.Key, known.Select(field => field.Name))}");
            }
        }
    }
}
