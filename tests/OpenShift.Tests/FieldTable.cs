using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

/// <summary>Checks objects against <c>fields.yaml</c>: nothing unknown, nothing missing, everything of its type.</summary>
internal sealed partial class FieldTable
{
    private readonly YamlMappingNode _types;

    private FieldTable(YamlMappingNode types) => _types = types;

    public static FieldTable Instance { get; } = Load();

    public IReadOnlyList<string> Check(Manifest manifest)
    {
        var errors = new List<string>();
        if (_types.Find(manifest.Kind) is { } type)
        {
            Check(manifest.Root, type, manifest.ToString(), errors);
        }
        else
        {
            errors.Add($"{manifest}: fields.yaml knows no such kind");
        }

        return errors;
    }

    private void Check(YamlNode node, YamlNode type, string place, List<string> errors)
    {
        switch (type)
        {
            case YamlScalarNode { Value: ['$', ..] name }:
                Check(node, _types.Find(name)!, place, errors);
                break;
            case YamlScalarNode { Value: "map" }:
                CheckMap(node, place, errors);
                break;
            case YamlScalarNode { Value: var name }:
                if (node is not YamlScalarNode scalar || !IsOf(scalar, name!))
                {
                    errors.Add($"{place}: {node} is not of type {name}");
                }

                break;
            case YamlSequenceNode list:
                CheckList(node, list.Children[0], place, errors);
                break;
            case YamlMappingNode fields:
                CheckFields(node, fields, place, errors);
                break;
        }
    }

    private void CheckList(YamlNode node, YamlNode itemType, string place, List<string> errors)
    {
        if (node is not YamlSequenceNode { Children: { Count: > 0 } items })
        {
            errors.Add($"{place}: {node} is no list, or an empty one");
            return;
        }

        for (int i = 0; i < items.Count; i++)
        {
            Check(items[i], itemType, $"{place}[{i}]", errors);
        }
    }

    private void CheckMap(YamlNode node, string place, List<string> errors)
    {
        if (node is not YamlMappingNode map)
        {
            errors.Add($"{place}: {node} is no map");
            return;
        }

        foreach ((YamlNode key, YamlNode value) in map)
        {
            Check(value, new YamlScalarNode("string"), $"{place}.{key}", errors);
        }
    }

    private void CheckFields(YamlNode node, YamlMappingNode fields, string place, List<string> errors)
    {
        if (node is not YamlMappingNode mapping)
        {
            errors.Add($"{place}: {node} is no object");
            return;
        }

        Dictionary<string, YamlNode> known = fields.ToDictionary(field => field.Key.ToString().TrimEnd('!'), field => field.Value);
        foreach ((YamlNode key, YamlNode value) in mapping)
        {
            if (known.TryGetValue(key.ToString(), out YamlNode? type))
            {
                Check(value, type, $"{place}.{key}", errors);
            }
            else
            {
                errors.Add($"{place}: unknown field {key}");
            }
        }

        errors.AddRange(
            from field in fields.Children.Keys.Select(key => key.ToString())
            where field.EndsWith('!') && mapping.Find(field[..^1]) is null
            select $"{place}: {field[..^1]} is missing");
    }

    private static bool IsOf(YamlScalarNode node, string type)
    {
        string text = node.Value!;
        bool quoted = node.Style is not ScalarStyle.Plain;
        return type switch
        {
            "string" =>
                quoted || !(Number().IsMatch(text) || text is "" or "~" or "null" or "true" or "false" or "yes" or "no" or "on" or "off"),
            "int" => !quoted && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "bool" => !quoted && text is "true" or "false",
            "quantity" => true,
            _ => type.Split('|').Contains(text),
        };
    }

    private static FieldTable Load()
    {
        using Stream resource = typeof(FieldTable).Assembly.GetManifestResourceStream("fields.yaml")!;
        using var reader = new StreamReader(resource);
        var stream = new YamlStream();
        stream.Load(reader);
        return new FieldTable((YamlMappingNode)stream.Documents[0].RootNode);
    }

    [GeneratedRegex(@"^[-+]?[0-9.]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
