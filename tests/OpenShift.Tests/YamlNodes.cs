using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

/// <summary>Looks things up by a path of names with dots, <c>spec.containers.0.name</c>.</summary>
internal static class YamlNodes
{
    public static YamlNode? Find(this YamlNode node, string path)
    {
        YamlNode? found = node;
        foreach (string name in path.Split('.'))
        {
            found = found switch
            {
                YamlMappingNode mapping => mapping.Children.TryGetValue(new YamlScalarNode(name), out YamlNode? value) ? value : null,
                YamlSequenceNode sequence => sequence.Children.ElementAtOrDefault(int.Parse(name, CultureInfo.InvariantCulture)),
                _ => null,
            };
        }

        return found;
    }

    public static string? TextOrNull(this YamlNode node, string path) => (node.Find(path) as YamlScalarNode)?.Value;

    public static string Text(this YamlNode node, string path) =>
        node.TextOrNull(path) ?? throw new InvalidOperationException($"There is no '{path}' in {node}.");

    public static int Number(this YamlNode node, string path) => int.Parse(node.Text(path), CultureInfo.InvariantCulture);

    public static IReadOnlyDictionary<string, string> Map(this YamlNode node, string path) =>
        (node.Find(path) as YamlMappingNode)
            ?.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => ((YamlScalarNode)pair.Value).Value!) ?? [];

    public static IReadOnlyList<YamlNode> Items(this YamlNode node, string path) =>
        [.. (node.Find(path) as YamlSequenceNode)?.Children ?? []];

    public static IReadOnlyList<string> Texts(this YamlNode node, string path) =>
        [.. node.Items(path).Select(item => ((YamlScalarNode)item).Value!)];
}
