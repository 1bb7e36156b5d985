using System.Globalization;
using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>The operations of the service on one state of a catalog.</summary>
/// <param name="content">The catalog.</param>
/// <param name="version">The version of the API that is asked in.</param>
internal sealed class CatalogOperations(CatalogContent content, CatalogVersion version)
{
    private const string Mistyped = "invalid filter query, type mismatch or invalid value in comparison";

    private static readonly string[] ArtifactTypes = [CatalogArtifact.ModelType, CatalogArtifact.MetricsArtifactType];

    private readonly CatalogJson _json = new(version);

    /// <summary>findSources.</summary>
    public Response FindSources(ApiRequest request)
    {
        GoQuery query = request.Query;
        MemoryPaging paging = MemoryPaging.Read(query, isOrdered: true);
        Comparison<CatalogSource> compare = query["orderBy"] switch
        {
            "" or "ID" => static (left, right) => Utf8Order.Instance.Compare(left.Id, right.Id),
            "NAME" => static (left, right) => Utf8Order.Instance.Compare(left.Name, right.Name),
            _ => throw RegistryException.Plain("unsupported order by field"),
        };
        bool descending = query["sortOrder"] == "DESC";
        string name = query["name"].ToLowerInvariant();
        string assetType = query["assetType"] is { Length: > 0 } asked ? asked : CatalogSource.Models;
        CatalogSource[] sources =
        [
            .. content.Sources.Where(source => source.Name.ToLowerInvariant().Contains(name, StringComparison.Ordinal)
                && (source.AssetType ?? CatalogSource.Models) == assetType)
            .Order(Comparer<CatalogSource>.Create((left, right) => descending ? compare(right, left) : compare(left, right))),
        ];
        string orderBy = query["orderBy"];
        return paging.Of(sources, source => (orderBy switch { "ID" => source.Id, "NAME" => source.Name, _ => "" }, source.Id))
            .ToResponse(CatalogJson.Write);
    }

    /// <summary>findLabels.</summary>
    public Response FindLabels(ApiRequest request)
    {
        GoQuery query = request.Query;
        string assetType = query["assetType"] is { Length: > 0 } asked ? asked : CatalogSource.Models;
        (YamlMap Label, int Index)[] labels =
        [
            .. content.Labels.Where(label => (Text(label, "assetType") ?? CatalogSource.Models) == assetType)
                .Select(static (label, index) => (label, index)),
        ];
        MemoryPaging paging = MemoryPaging.Read(query);
        if (query["orderBy"] is { Length: > 0 } key)
        {
            // Labels without the key stay last in either direction.
            IOrderedEnumerable<(YamlMap Label, int Index)> ordered = labels.OrderBy(label => Text(label.Label, key) is null);
            ordered = query["sortOrder"] == "DESC"
                ? ordered.ThenByDescending(label => Text(label.Label, key) ?? "", Utf8Order.Instance)
                : ordered.ThenBy(label => Text(label.Label, key) ?? "", Utf8Order.Instance);
            labels = [.. ordered];
        }

        return paging.Of(labels, static label => ("", label.Index.ToString(CultureInfo.InvariantCulture)))
            .ToResponse(static (output, label) => WriteLabel(output, label.Label));
    }

    /// <summary>findModels.</summary>
    public Response FindModels(ApiRequest request)
    {
        GoQuery query = request.Query;
        bool recommended =
            RecommendationOptions.ReadFlag(query, "recommendations") || (version.IsNewer && query["orderBy"] == "RECOMMENDED");
        RecommendationOptions options = RecommendationOptions.Read(query);
        CatalogPaging paging = recommended && version.IsNewer ? CatalogPaging.ReadOffset(query) : CatalogPaging.Read(query);
        string[] sourceIds = Split(query["source"]);
        string[] labels = Split(query["sourceLabel"]);
        if (sourceIds.Length > 0 && labels.Length > 0)
        {
            throw RegistryException.Plain("source and sourceLabel cannot be used together");
        }

        if (labels.Length > 0)
        {
            sourceIds = [.. SourcesByLabel(labels).Select(static source => source.Id)];
            if (sourceIds.Length == 0)
            {
                return new CatalogPage<CatalogModel>([], "", paging.Size).ToResponse(_json.Write);
            }
        }

        IEnumerable<CatalogModel> models = Search(sourceIds, query["q"]);
        try
        {
            CatalogFilter? filter = CatalogFilter.Compile(query["filterQuery"], ofModels: true);
            if (recommended)
            {
                bool descending = version.IsNewer && query["sortOrder"] == "DESC";
                return Recommend(models, filter, query, options, paging.Size, descending).ToResponse(_json.Write);
            }

            CatalogOrder order = CatalogOrder.OfModels(query["orderBy"], query["sortOrder"], filter?.Expression);
            return paging.Of(models, filter, order).ToResponse(_json.Write);
        }
        catch (RegistryException fault)
        {
            throw FaultOfModels(fault, recommended);
        }
        catch (MistypedException)
        {
            throw FaultOfModels(RegistryException.BadRequest($"error listing catalog models: {Mistyped}"), recommended);
        }
    }

    // Whatever is wrong with a filter of models, the service took the fault for its own at first.
    private RegistryException FaultOfModels(RegistryException fault, bool recommended)
    {
        string prefix = recommended ? "failed to find models with recommended latency: failed to fetch models: " : "";
        return version.IsNewer ? fault.Behind(prefix) : RegistryException.Internal(prefix + fault.Message);
    }

    /// <summary>findModelsFilterOptions.</summary>
    public Response FindFilterOptions() => content.FilterOptions;

    /// <summary>getModel.</summary>
    public Response GetModel(string sourceId, string name)
    {
        CatalogModel model = content.Find(sourceId, name) ?? throw NoModel(sourceId, name);
        var output = new JsonOutput(2048);
        _json.WriteDetail(output, model);
        output.EndLine();
        return Response.JsonLine(200, output.Written);
    }

    /// <summary>getAllModelArtifacts.</summary>
    public Response GetArtifacts(string sourceId, string name, ApiRequest request)
    {
        GoQuery query = request.Query;
        string[] types = [.. ReadTypes(query, "artifactType"), .. version.IsNewer ? [] : ReadTypes(query, "artifact_type")];
        CatalogPaging paging = CatalogPaging.Read(query);
        CatalogModel model = content.Find(sourceId, name)
            ?? throw RegistryException.BadRequest($"invalid model name '{name}' for source '{sourceId}'");
        try
        {
            CatalogFilter? filter = CatalogFilter.Compile(query["filterQuery"], ofModels: false);
            CatalogOrder order = CatalogOrder.OfArtifacts(
                query["orderBy"] is { Length: > 0 } orderBy ? orderBy : "ID",
                query["sortOrder"] is { Length: > 0 } sortOrder ? sortOrder : "ASC");
            IEnumerable<CatalogArtifact> artifacts =
                model.Artifacts.Where(artifact => types.Length == 0 || Array.IndexOf(types, artifact.Type) >= 0);
            return paging.Of(artifacts, filter, order).ToResponse(CatalogJson.Write);
        }
        catch (MistypedException)
        {
            throw RegistryException.BadRequest($"error listing catalog artifacts: {Mistyped}");
        }
    }

    /// <summary>getAllModelPerformanceArtifacts.</summary>
    public Response GetPerformanceArtifacts(string sourceId, string name, ApiRequest request)
    {
        GoQuery query = request.Query;
        RecommendationOptions options = RecommendationOptions.Read(query);
        bool recommended = RecommendationOptions.ReadFlag(query, "recommendations");
        CatalogPaging paging = CatalogPaging.Read(query);
        CatalogModel model = content.Find(sourceId, name) ?? throw NoModel(sourceId, name);
        const string Failed = "failed to get performance artifacts: ";
        const string Listing = Failed + "failed to list artifacts: ";
        try
        {
            return Recommendations.Page(model, options, recommended, query["filterQuery"], paging, query["orderBy"], query["sortOrder"])
                .ToResponse(static (output, measurement) => CatalogJson.Write(output, measurement.Artifact, measurement.Computed));
        }
        catch (RegistryException fault)
        {
            throw fault.Behind(fault.Status == 500 ? Failed : Listing);
        }
        catch (MistypedException)
        {
            throw RegistryException.BadRequest($"{Listing}error listing catalog artifacts: {Mistyped}");
        }
    }

    private static RegistryException NoModel(string sourceId, string name) =>
        RegistryException.Plain(404, $"No model found '{name}' in source '{sourceId}'");

    private static string[] ReadTypes(GoQuery query, string name)
    {
        if (!query.Pairs.Any(pair => pair.Key == name))
        {
            return [];
        }

        string[] types = query[name].Split(',');
        foreach (string type in types)
        {
            if (Array.IndexOf(ArtifactTypes, type) < 0)
            {
                throw RegistryException.Plain(
                    $"{name}: invalid value '{type}' for ArtifactTypeQueryParam: valid values are [{string.Join(' ', ArtifactTypes)}]");
            }
        }

        return types;
    }

    // Of a parameter that is repeated only the first counts, and its value is a list.
    private static string[] Split(string text) => text.Length == 0 ? [] : text.Split(',');

    private IEnumerable<CatalogSource> SourcesByLabel(string[] labels)
    {
        var asked = new HashSet<string>(labels, StringComparer.OrdinalIgnoreCase);
        return content.Sources.Where(source =>
            source.IsEnabled && (source.Labels.Count == 0 ? asked.Contains("null") : source.Labels.Any(asked.Contains)));
    }

    private IEnumerable<CatalogModel> Search(string[] sourceIds, string q)
    {
        IEnumerable<CatalogModel> models = content.Models;
        string[] asked = [.. sourceIds.Where(static id => id.Length > 0)];
        if (asked.Length > 0)
        {
            models = models.Where(model => Array.IndexOf(asked, model.SourceId) >= 0);
        }

        if (q.Length == 0)
        {
            return models;
        }

        // The text is lowered with all letters, what it is compared with only with those of ASCII.
        var pattern = new LikePattern($"%{q.ToLowerInvariant()}%", TextRules.PostgreSql);
        return models.Where(model => pattern.Matches(CatalogComparison.Lower(model.StoredName))
            || model.Properties.Any(row => row.Name is "description" or "provider" or "libraryName" or "tasks"
                && row.Text is { } text && pattern.Matches(CatalogComparison.Lower(text))));
    }

    // Pages by an offset, whose token the service refused when it was sent back, until v1.
    private static CatalogPage<CatalogModel> Recommend(
        IEnumerable<CatalogModel> models, CatalogFilter? filter, GoQuery query, RecommendationOptions options, int size, bool isDescending)
    {
        // The filter of models is also used, without its prefix, as one of their measurements.
        string measured = query["filterQuery"].Replace("artifacts.", "", StringComparison.Ordinal);
        var all = new CatalogPaging(0, null);
        (CatalogModel Model, double? Latency)[] listed =
        [
            .. all.Of(models, filter, CatalogOrder.OfModels("ID", "", null)).Items
                .Select(model => (model, Recommendations.LeastLatency(model, options, measured))),
        ];
        // Models without measurements stay last in either direction.
        IOrderedEnumerable<(CatalogModel Model, double? Latency)> sorted = listed.OrderBy(static model => model.Latency is null);
        sorted = isDescending ? sorted.ThenByDescending(static model => model.Latency) : sorted.ThenBy(static model => model.Latency);
        CatalogModel[] ordered = [.. sorted.Select(static model => model.Model)];
        int start = int.TryParse(query["nextPageToken"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int offset)
            ? Math.Clamp(offset, 0, ordered.Length)
            : 0;
        int end = start + Math.Min(size, ordered.Length - start);
        return new CatalogPage<CatalogModel>(
            ordered[start..end], end < ordered.Length ? end.ToString(CultureInfo.InvariantCulture) : "", size);
    }

    private static string? Text(YamlMap label, string name) =>
        label.Members.GetValueOrDefault(name) is YamlScalar { Value: string text } ? text : null;

    private static void WriteLabel(JsonOutput output, YamlMap label) => label.Write(output);
}
