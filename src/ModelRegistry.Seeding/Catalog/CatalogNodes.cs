using ModelRegistry.Seeding.Format;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding.Catalog;

/// <summary>
/// Takes values out of a tree as the service's decoder does: any scalar is a text where a text must be, and null is nothing.
/// </summary>
internal sealed class CatalogNodes(SeedErrorList errors)
{
    /// <summary>The service reads YAML 1.1, where <c>yes</c> and <c>on</c> are truth values.</summary>
    public static bool BooleanOf(string text) => text is [('t' or 'T' or 'y' or 'Y'), ..] or "on" or "On" or "ON";

    public void Report(SeedLocation location, string code, string message) => errors.Add(location, code, message);

    /// <summary>Reports fields that the service does not know, on which it refuses the whole file.</summary>
    public void CheckFields(MappingNode mapping, IReadOnlyList<string> known)
    {
        foreach (MappingEntry entry in mapping.Entries)
        {
            if (!known.Contains(entry.Key, StringComparer.Ordinal))
            {
                errors.Add(
                    entry.KeyLocation,
                    SeedErrorCodes.UnknownField,
                    $"unknown field {Quoted.Of(entry.Key)}{Suggestion.For(entry.Key, known)}");
            }
        }
    }

    public MappingNode? Mapping(SeedNode node, string what)
    {
        if (node is MappingNode mapping)
        {
            return mapping;
        }

        if (node is not ScalarNode { Type: ScalarKind.Null })
        {
            errors.Add(node.Location, SeedErrorCodes.WrongType, $"{what} must be a mapping, not {node.Kind}");
        }

        return null;
    }

    public string? Text(MappingNode mapping, string name) => mapping.TryGet(name, out SeedNode? node) ? Text(node, $"'{name}'") : null;

    public string? Text(SeedNode node, string what)
    {
        switch (node)
        {
            case ScalarNode { Type: ScalarKind.Null }:
                return null;
            case ScalarNode { Type: ScalarKind.Boolean, Text: var flag }:
                return BooleanOf(flag) ? "true" : "false";
            case ScalarNode scalar:
                return scalar.Text;
            default:
                errors.Add(node.Location, SeedErrorCodes.WrongType, $"{what} must be a text, not {node.Kind}");
                return null;
        }
    }

    public bool? Flag(MappingNode mapping, string name)
    {
        if (!mapping.TryGet(name, out SeedNode? node) || node is ScalarNode { Type: ScalarKind.Null })
        {
            return null;
        }

        if (node is ScalarNode { Type: ScalarKind.Boolean, Text: var text })
        {
            return BooleanOf(text);
        }

        errors.Add(node.Location, SeedErrorCodes.WrongType, $"'{name}' must be true or false, not {node.Kind}");
        return null;
    }

    public double? Number(MappingNode mapping, string name)
    {
        if (!mapping.TryGet(name, out SeedNode? node) || node is ScalarNode { Type: ScalarKind.Null })
        {
            return null;
        }

        double? number = node switch
        {
            ScalarNode { Type: ScalarKind.Integer, Text: var integer } => (double?)CoreSchema.IntegerOf(integer),
            ScalarNode { Type: ScalarKind.Float, Text: var real } => CoreSchema.FloatOf(real),
            _ => null,
        };
        if (number is { } finite && double.IsFinite(finite))
        {
            return finite;
        }

        errors.Add(node.Location, SeedErrorCodes.WrongType, $"'{name}' must be a finite number, not {node.Kind}");
        return null;
    }

    public IReadOnlyList<string>? Texts(MappingNode mapping, string name)
    {
        if (!mapping.TryGet(name, out SeedNode? node) || node is ScalarNode { Type: ScalarKind.Null })
        {
            return null;
        }

        return [.. Items(mapping, name).Select(item => Text(item, $"an item of '{name}'") ?? "")];
    }

    public IEnumerable<SeedNode> Items(MappingNode mapping, string name)
    {
        if (!mapping.TryGet(name, out SeedNode? node) || node is ScalarNode { Type: ScalarKind.Null })
        {
            return [];
        }

        if (node is SequenceNode sequence)
        {
            return sequence.Items;
        }

        errors.Add(node.Location, SeedErrorCodes.WrongType, $"'{name}' must be a list, not {node.Kind}");
        return [];
    }
}
