using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>The parameters by which measurements are recommended.</summary>
/// <param name="TargetRps">The requests a second that are to be served; 0 for none given.</param>
internal sealed record RecommendationOptions(int TargetRps)
{
    public required string RpsProperty { get; init; }

    public required string LatencyProperty { get; init; }

    public required string HardwareCountProperty { get; init; }

    public required string HardwareTypeProperty { get; init; }

    /// <summary>Reads the parameters; names that are not given stay empty.</summary>
    public static RecommendationOptions Read(GoQuery query) => new(ReadInteger(query, "targetRPS"))
    {
        RpsProperty = query["rpsProperty"],
        LatencyProperty = query["latencyProperty"],
        HardwareCountProperty = query["hardwareCountProperty"],
        HardwareTypeProperty = query["hardwareTypeProperty"],
    };

    /// <summary>The same with the usual names where none are given.</summary>
    public RecommendationOptions WithDefaults() => this with
    {
        RpsProperty = RpsProperty.Length > 0 ? RpsProperty : "requests_per_second",
        LatencyProperty = LatencyProperty.Length > 0 ? LatencyProperty : "ttft_p90",
        HardwareCountProperty = HardwareCountProperty.Length > 0 ? HardwareCountProperty : "hardware_count",
        HardwareTypeProperty = HardwareTypeProperty.Length > 0 ? HardwareTypeProperty : "hardware_type",
    };

    /// <summary>Reads a truth value as Go does; a bad one refuses the request.</summary>
    public static bool ReadFlag(GoQuery query, string name) => query[name] switch
    {
        "" or "0" or "f" or "F" or "false" or "False" or "FALSE" => false,
        "1" or "t" or "T" or "true" or "True" or "TRUE" => true,
        var text => throw RegistryException.Plain($"{name}: strconv.ParseBool: parsing {GoText.Quote(text)}: invalid syntax"),
    };

    private static int ReadInteger(GoQuery query, string name) => query[name] is not { Length: > 0 } text ? 0
        : GoNumber.TryParseInteger(text, 32, out long value, out string error) ? (int)value
        : throw RegistryException.Plain($"{name}: {error}");
}

/// <summary>A measurement with what is computed for the requests that are to be served.</summary>
/// <param name="Artifact">The measurement.</param>
/// <param name="Replicas">How many replicas it takes; 0 when nothing was computed.</param>
/// <param name="TotalRps">How many requests a second they serve together.</param>
internal readonly record struct Measurement(CatalogArtifact Artifact, int Replicas = 0, double TotalRps = 0)
{
    /// <summary>The custom properties that the computation adds.</summary>
    public IEnumerable<PropertyRow> Computed => Replicas == 0
        ? []
        : [new("replicas", IsCustom: true, Integer: Replicas), new("total_requests_per_second", IsCustom: true, Number: TotalRps)];
}

/// <summary>Lists the measurements of a model and chooses those worth recommending.</summary>
internal static class Recommendations
{
    private const string PerformanceOnly = "metricsType.string_value = 'performance-metrics'";
    private const int MostPerModel = 100;

    // Latency must improve by more than this to be worth more hardware, and by more once it is low.
    private const double Improvement = 0.05;
    private const double ImprovementOnceFast = 0.1;
    private const double FastLatency = 100;

    /// <summary>A page of a model's measurements.</summary>
    /// <exception cref="RegistryException">The filter, the order or a property's name is refused.</exception>
    /// <exception cref="MistypedException">The database would refuse the filter.</exception>
    public static CatalogPage<Measurement> Page(
        CatalogModel model,
        RecommendationOptions options,
        bool recommended,
        string filterText,
        CatalogPaging paging,
        string orderBy,
        string sortOrder)
    {
        string filter = filterText.Length == 0 ? PerformanceOnly : $"({filterText}) AND ({PerformanceOnly})";
        CatalogFilter? compiled = CatalogFilter.Compile(filter, ofModels: false);
        CatalogOrder order = CatalogOrder.OfArtifacts(orderBy, sortOrder);
        CatalogPaging listed = recommended ? new CatalogPaging(0, null) : paging;
        IEnumerable<CatalogArtifact> metrics = model.Artifacts.Where(static artifact => artifact.MetricsType is not null);
        CatalogPage<CatalogArtifact> page = listed.Of(metrics, compiled, order);
        CheckProperties(page.Items, options);

        options = options.WithDefaults();
        int target = recommended ? Math.Max(options.TargetRps, 1) : options.TargetRps;
        Measurement[] measurements =
            [.. page.Items.Select(artifact => target > 0 ? Scale(artifact, target, options.RpsProperty) : new Measurement(artifact))];
        if (!recommended)
        {
            return new CatalogPage<Measurement>(measurements, page.NextPageToken, paging.Size);
        }

        HashSet<int> kept = Choose(measurements, options);
        return Paginate([.. measurements.Where(measurement => kept.Contains(measurement.Artifact.Id))], paging);
    }

    /// <summary>The least latency among the recommended measurements of a model; <see langword="null"/> without one.</summary>
    public static double? LeastLatency(CatalogModel model, RecommendationOptions options, string filterText)
    {
        options = options.WithDefaults();
        string latency = options.LatencyProperty;
        try
        {
            var paging = new CatalogPaging(MostPerModel, null);
            return Page(model, options, recommended: true, filterText, paging, latency, "ASC").Items
                .Select(measurement => Number(measurement.Artifact, latency)).Min();
        }
        catch (Exception refused) when (refused is RegistryException or MistypedException)
        {
            // A model whose measurements cannot be listed so counts as one without.
            return null;
        }
    }

    private static void CheckProperties(IReadOnlyList<CatalogArtifact> artifacts, RecommendationOptions options)
    {
        if (artifacts.Count == 0)
        {
            return;
        }

        string[] names = [options.RpsProperty, options.LatencyProperty, options.HardwareCountProperty, options.HardwareTypeProperty];
        HashSet<string> known = [.. artifacts.SelectMany(static artifact => artifact.CustomProperties.Keys)];
        string[] missing = [.. names.Where(name => name.Length > 0 && !known.Contains(name)).Distinct(StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw RegistryException.Internal(
                $"invalid custom properties: properties not found in any performance artifacts: [{string.Join(' ', missing)}]");
        }
    }

    private static Measurement Scale(CatalogArtifact artifact, int target, string rpsProperty)
    {
        double rps = Number(artifact, rpsProperty) is { } measured and > 0 ? measured : 1;
        double replicas = Math.Clamp(Math.Ceiling(target / rps), 1, int.MaxValue);
        return new Measurement(artifact, (int)replicas, replicas * rps);
    }

    // For each kind of hardware: no option that is slower and not cheaper than another, and none that costs more for next to no gain.
    private static HashSet<int> Choose(Measurement[] measurements, RecommendationOptions options)
    {
        var kept = new HashSet<int>();
        foreach (IGrouping<string, Measurement> hardware in measurements.GroupBy(
            measurement => Text(measurement.Artifact, options.HardwareTypeProperty), StringComparer.Ordinal))
        {
            double? last = null;
            // Once an option is fast, all after it must improve by more.
            double needed = Improvement;
            foreach (Measurement option in CheaperOptions(hardware, options))
            {
                double latency = Number(option.Artifact, options.LatencyProperty) ?? last ?? 0;
                needed = last <= FastLatency ? ImprovementOnceFast : needed;
                if (last is not { } slower || (slower - latency) / slower > needed)
                {
                    kept.Add(option.Artifact.Id);
                    last = latency;
                }
            }
        }

        return kept;
    }

    // From the fastest on, each option that is cheaper than all before it; the cheapest first.
    private static List<Measurement> CheaperOptions(IEnumerable<Measurement> hardware, RecommendationOptions options)
    {
        var cheaper = new List<Measurement>();
        long cheapest = int.MaxValue;
        foreach (Measurement option in hardware
            .OrderBy(option => Number(option.Artifact, options.LatencyProperty) is { } latency and > 0 ? latency : double.MaxValue)
            .ThenBy(option => Integer(option.Artifact, options.HardwareCountProperty) is { } count and > 0 ? count : int.MaxValue))
        {
            long cost = (long)(Integer(option.Artifact, options.HardwareCountProperty) ?? 1) * option.Replicas;
            if (cost < cheapest)
            {
                cheaper.Add(option);
                cheapest = cost;
            }
        }

        cheaper.Reverse();
        return cheaper;
    }

    private static CatalogPage<Measurement> Paginate(List<Measurement> measurements, CatalogPaging paging)
    {
        if (paging.Cursor is { } cursor)
        {
            // A token that points nowhere is taken for one of the last item.
            int last = measurements.FindIndex(measurement => measurement.Artifact.Id == cursor.Id);
            measurements.RemoveRange(0, last < 0 ? measurements.Count : last + 1);
        }

        if (measurements.Count <= paging.Size)
        {
            return new CatalogPage<Measurement>(measurements, "", paging.Size);
        }

        measurements.RemoveRange(paging.Size, measurements.Count - paging.Size);
        return new CatalogPage<Measurement>(measurements, ListCursor.Encode(measurements[^1].Artifact.Id, ""), paging.Size);
    }

    private static double? Number(CatalogArtifact artifact, string name) => First(artifact, name)?.Number;

    private static int? Integer(CatalogArtifact artifact, string name) => First(artifact, name)?.Integer;

    private static string Text(CatalogArtifact artifact, string name) => First(artifact, name)?.Text ?? "";

    private static PropertyRow? First(CatalogArtifact artifact, string name)
    {
        foreach (PropertyRow row in artifact.Properties)
        {
            if (row.IsCustom && row.Name == name)
            {
                return row;
            }
        }

        return null;
    }
}
