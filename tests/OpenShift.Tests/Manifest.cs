using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

/// <summary>One object of a rendered overlay.</summary>
internal sealed class Manifest(YamlMappingNode root)
{
    public YamlMappingNode Root { get; } = root;

    public string Kind => Text("kind");

    public string Name => Text("metadata.name");

    public IReadOnlyDictionary<string, string> Labels => Map("metadata.labels");

    public IReadOnlyDictionary<string, string> Annotations => Map("metadata.annotations");

    /// <summary>Gets the pod template of a Deployment or Job.</summary>
    public YamlMappingNode? Pod => Root.Find("spec.template") as YamlMappingNode;

    public override string ToString() => $"{Kind}/{Name}";

    public string Text(string path) => Root.Text(path);

    public int Number(string path) => Root.Number(path);

    public IReadOnlyDictionary<string, string> Map(string path) => Root.Map(path);

    public IReadOnlyList<YamlNode> Items(string path) => Root.Items(path);

    public static IReadOnlyList<Manifest> ParseAll(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. stream.Documents.Select(document => new Manifest((YamlMappingNode)document.RootNode))];
    }
}
