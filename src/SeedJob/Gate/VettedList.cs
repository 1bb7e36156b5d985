using System.Globalization;
using System.Text;

namespace SeedJob.Gate;

/// <summary>The list that the gate's policies look into: a ConfigMap whose values are lines of text.</summary>
/// <remarks>
/// A key for each URI would end at about 6,000 of them, since the API server keeps a record of every key. The order is that of the
/// bytes, whatever order the lines came in, and no time is written but that of the last change: the same content makes the same file.
/// </remarks>
internal sealed class VettedList
{
    /// <summary>The name by which the policies know the list.</summary>
    public const string Name = "vetted-models";

    /// <summary>The namespace that OpenShift AI makes for registries.</summary>
    public const string DefaultNamespace = "rhoai-model-registries";

    /// <summary>What all objects of the gate have in common, so that they can be found and taken away together.</summary>
    public const string Label = "app.kubernetes.io/part-of: vetted-models";

    /// <summary>The key of lines <c>NAMESPACE/CONNECTION s3://bucket/</c>.</summary>
    public const string ConnectionsKey = "connections";

    /// <summary>The key of lines that are beginnings of vetted URIs.</summary>
    public const string PrefixesKey = "prefixes";

    /// <summary>The key of lines that are vetted URIs.</summary>
    public const string UrisKey = "uris";

    /// <summary>A ConfigMap may hold 1 MiB; the rest is for its metadata and for what others add to it.</summary>
    private const int MaxBytes = 900 * 1024;

    private readonly SortedSet<string> _uris = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _prefixes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _annotations = new(StringComparer.Ordinal)
    {
        ["argocd.argoproj.io/sync-options"] = "ServerSideApply=true",
    };

    /// <summary>Gets or sets where data connections lead to.</summary>
    public IReadOnlyList<string> Connections { get; set; } = [];

    /// <summary>Gets how many vetted URIs and places there are.</summary>
    public int Count => _uris.Count + _prefixes.Count;

    /// <summary>Gets whether a ConfigMap can hold the list.</summary>
    public bool Fits => Bytes <= MaxBytes;

    private int Bytes => BytesOf(_uris) + BytesOf(_prefixes) + BytesOf(Connections);

    public void AddUris(IEnumerable<string> uris) => _uris.UnionWith(uris);

    public void AddPrefixes(IEnumerable<string> prefixes) => _prefixes.UnionWith(prefixes);

    public void Annotate(string name, string value) => _annotations[$"model-registry/{name}"] = value;

    public void Annotate(string name, int count) => Annotate(name, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>Says how much too long the list is.</summary>
    public string TooLong()
    {
        int left = MaxBytes - BytesOf(_prefixes) - BytesOf(Connections);
        int fit = _uris.TakeWhile(uri => (left -= uri.Length + 1) >= 0).Count();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The list has {_uris.Count} URIs and {(Bytes + 1023) / 1024} KiB, and a ConfigMap has room for {MaxBytes / 1024} KiB: ")
            + string.Create(CultureInfo.InvariantCulture, $"{fit} of the URIs fit. Nothing was written. ")
            + "Archive what nobody is to deploy any more, or vet places instead (--prefixes).";
    }

    /// <summary>Writes the ConfigMap.</summary>
    public string ToYaml(string @namespace)
    {
        var yaml = new StringBuilder();
        yaml.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Made by "seed-job gate list". Apply it with: kubectl apply --server-side -f FILE
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {Name}
              namespace: "{@namespace}"
              labels:
                {Label}
              annotations:

            """);
        foreach ((string name, string value) in _annotations)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    {name}: \"{value}\"\n");
        }

        yaml.Append("data:\n");
        AppendLines(yaml, ConnectionsKey, Connections);
        AppendLines(yaml, PrefixesKey, _prefixes);
        if (_uris.Count > 0)
        {
            AppendLines(yaml, UrisKey, _uris);
        }
        else if (_prefixes.Count == 0)
        {
            // So that what is vetted no more leaves the list, and its readers see that there is nothing.
            yaml.Append(CultureInfo.InvariantCulture, $"  {UrisKey}: \"\"\n");
        }

        return yaml.ToString();
    }

    private static void AppendLines(StringBuilder yaml, string key, IReadOnlyCollection<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        yaml.Append(CultureInfo.InvariantCulture, $"  {key}: |\n");
        foreach (string line in lines)
        {
            yaml.Append("    ").Append(line).Append('\n');
        }
    }

    // All lines are ASCII.
    private static int BytesOf(IEnumerable<string> lines) => lines.Sum(line => line.Length + 1);
}
