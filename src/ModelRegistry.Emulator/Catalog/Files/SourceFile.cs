using System.Globalization;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>What a source file says.</summary>
/// <param name="Sources">The sources, states aside.</param>
/// <param name="Labels">The labels.</param>
/// <param name="NamedQueries">The named queries.</param>
internal sealed record SourceFile(
    IReadOnlyList<CatalogSource> Sources, IReadOnlyList<YamlMap> Labels, SortedDictionary<string, YamlMap> NamedQueries)
{
    private static readonly string[] Operators = ["=", "!=", ">", "<", ">=", "<=", "LIKE", "ILIKE", "IN", "NOT IN"];

    /// <summary>Reads a source file.</summary>
    /// <exception cref="CatalogFileException">The service would not start with it.</exception>
    public static SourceFile Read(ReadOnlySpan<byte> yaml)
    {
        GoShape shape = GoShape.Read(yaml, "SourceConfig", "basecatalog.SourceConfig");
        shape.Allow("model_catalogs", "catalogs", "mcp_catalogs", "labels", "namedQueries");
        var sources = new List<CatalogSource>();
        AddSources(sources, shape.Maps("model_catalogs", "ModelSource"));
        int newer = sources.Count;
        foreach (CatalogSource older in ReadSources(shape.Maps("catalogs", "ModelSource")))
        {
            // The newer list has precedence over the older name of the same.
            if (newer == 0 || !sources.Exists(source => source.Id == older.Id))
            {
                Add(sources, older);
            }
        }

        CheckServers(shape, sources);
        var labels = shape.Maps("labels", "map[string]any").Select(static label => label.Map).ToList();
        for (int i = 0; i < labels.Count; i++)
        {
            if (!labels[i].Members.TryGetValue("name", out YamlTree? name) || name is YamlScalar { Value: "" })
            {
                throw new CatalogFileException(
                    string.Create(CultureInfo.InvariantCulture, $"invalid label at index {i}: missing required 'name' field"));
            }
        }

        return new SourceFile(sources, labels, ReadQueries(shape));
    }

    private static void AddSources(List<CatalogSource> sources, IEnumerable<GoShape> entries)
    {
        foreach (CatalogSource source in ReadSources(entries))
        {
            Add(sources, source);
        }
    }

    private static void Add(List<CatalogSource> sources, CatalogSource source)
    {
        if (source.Id.Length == 0)
        {
            throw new CatalogFileException($"model catalog source missing id: {source.Name}");
        }

        if (sources.Exists(other => other.Id == source.Id))
        {
            throw new CatalogFileException($"duplicate model catalog id: {source.Id}");
        }

        sources.Add(source);
    }

    private static IEnumerable<CatalogSource> ReadSources(IEnumerable<GoShape> entries) => entries.Select(static entry =>
    {
        entry.Allow(
            "id", "name", "type", "enabled", "labels", "includedModels", "excludedModels", "assetType", "status", "error", "properties");
        var source = new CatalogSource
        {
            Id = entry.Text("id") ?? "",
            Name = entry.Text("name") ?? "",
            Type = entry.Text("type") ?? "",
            IsEnabled = entry.Flag("enabled") ?? true,
            Labels = entry.Texts("labels") ?? [],
            IncludedModels = entry.Texts("includedModels"),
            ExcludedModels = entry.Texts("excludedModels"),
            AssetType = entry.Text("assetType"),
            Properties = entry.Object("properties"),
        };
        try
        {
            _ = new NameFilter(source.IncludedModels ?? [], source.ExcludedModels ?? []);
        }
        catch (CatalogFileException fault)
        {
            throw fault.Behind($"invalid source {source.Id}: ");
        }

        return source;
    });

    // Servers are not served, but their entries must not be wrong either.
    private static void CheckServers(GoShape shape, List<CatalogSource> sources)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (GoShape entry in shape.Maps("mcp_catalogs", "MCPSource"))
        {
            entry.Allow("id", "name", "type", "enabled", "labels", "includedServers", "excludedServers", "assetType", "properties");
            string id = entry.Text("id") is { Length: > 0 } text ? text : throw new CatalogFileException("MCP catalog source missing id");
            if (!seen.Add(id))
            {
                throw new CatalogFileException($"duplicate MCP catalog id: {id}");
            }

            if (sources.Exists(source => source.Id == id))
            {
                throw new CatalogFileException($"id {GoText.Quote(id)} used in both model_catalogs and mcp_catalogs");
            }
        }
    }

    private static SortedDictionary<string, YamlMap> ReadQueries(GoShape shape)
    {
        var queries = new SortedDictionary<string, YamlMap>(Utf8Order.Instance);
        if (shape.Object("namedQueries") is not { } named)
        {
            return queries;
        }

        foreach ((string name, YamlTree tree) in named.Members)
        {
            if (tree is not YamlMap { Members.Count: > 0 } query)
            {
                throw new CatalogFileException($"invalid named queries: named query '{name}' must contain at least one field filter");
            }

            // The newer form says what kind of thing the query is about.
            YamlMap filters = query["filters"] as YamlMap ?? query;
            foreach ((string field, YamlTree filter) in filters.Members)
            {
                CheckFilter(name, field, filter);
            }

            if (ReferenceEquals(filters, query) || query["assetType"] is not YamlScalar { Value: string and not CatalogSource.Models })
            {
                queries.Add(name, filters);
            }
        }

        return queries;
    }

    private static void CheckFilter(string query, string field, YamlTree filter)
    {
        string at = $"for field '{field}' in named query '{query}'";
        string @operator = filter is YamlMap map && map["operator"] is YamlScalar { Text: { Length: > 0 } text }
            ? text
            : throw new CatalogFileException($"invalid named queries: operator cannot be empty {at}");
        if (Array.IndexOf(Operators, @operator.ToUpperInvariant()) < 0)
        {
            throw new CatalogFileException($"invalid named queries: unsupported operator '{@operator}' {at}");
        }

        YamlTree value = ((YamlMap)filter)["value"] ?? throw new CatalogFileException($"invalid named queries: value cannot be nil {at}");
        if (@operator.ToUpperInvariant() is "IN" or "NOT IN" && value is not YamlList)
        {
            throw new CatalogFileException($"invalid named queries: operator '{@operator}' requires array value {at}");
        }
    }
}
