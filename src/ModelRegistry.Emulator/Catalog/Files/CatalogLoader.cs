using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>Loads a catalog from its files, as the service does when it starts.</summary>
/// <param name="path">The source file.</param>
/// <param name="metrics">The folder with measurements; <see langword="null"/> for none.</param>
/// <param name="clock">Gives the times of what has none.</param>
internal sealed class CatalogLoader(string path, string? metrics, TimeProvider clock)
{
    private int _lastModel;
    private int _lastArtifact;
    private long _lastTime;

    /// <summary>Loads everything. Ids go on from the load before.</summary>
    /// <exception cref="CatalogFileException">The service would not start.</exception>
    public CatalogContent Load()
    {
        SourceFile file = SourceFile.Read(CatalogFiles.Read(path, ""));
        MetricsFolder? measured = metrics is null ? null : MetricsFolder.Open(metrics);
        _lastTime = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var entries = new Dictionary<CatalogSource, IReadOnlyList<ModelEntry>>();
        CatalogSource[] sources = [.. file.Sources.Select(source => Open(source, entries))];
        return new CatalogContent(file, [.. sources.OrderBy(static source => source.Id, Utf8Order.Instance)], Build(entries, measured));
    }

    // Says what becomes of a source, and remembers the models that are to be loaded from it.
    private CatalogSource Open(CatalogSource source, Dictionary<CatalogSource, IReadOnlyList<ModelEntry>> entries)
    {
        if (!source.IsEnabled)
        {
            return source with { Status = "disabled" };
        }

        IReadOnlyList<ModelEntry> read;
        try
        {
            read = Read(source);
        }
        catch (CatalogFileException fault)
        {
            return source with { Status = "error", Error = fault.Message };
        }

        string[] failed = [.. read.Select(Fault).OfType<string>()];
        ModelEntry[] good = [.. read.Where(static entry => Fault(entry) is null)];
        entries.Add(source, good);
        string list = $"[{string.Join(' ', failed)}]";
        return failed.Length == 0 ? source : good.Length > 0
            ? source with { Status = "partially-available", Error = $"Failed to load {failed.Length} model(s): {list}" }
            : source with { Status = "error", Error = $"all catalog models failed to load from source {source.Id} (failed: {list})" };
    }

    // The service loads all sources at once, which comes to one model of each in turn.
    private List<CatalogModel> Build(Dictionary<CatalogSource, IReadOnlyList<ModelEntry>> entries, MetricsFolder? measured)
    {
        var models = new List<CatalogModel>();
        var places = new Dictionary<(string Source, string Name), int>();
        int longest = entries.Values.Select(static list => list.Count).DefaultIfEmpty().Max();
        for (int turn = 0; turn < longest; turn++)
        {
            foreach ((CatalogSource source, IReadOnlyList<ModelEntry> list) in entries)
            {
                if (turn >= list.Count)
                {
                    continue;
                }

                // A second entry of a name takes the first one's place.
                ModelEntry entry = list[turn];
                if (places.TryGetValue((source.Id, entry.Name), out int at))
                {
                    models[at] = Build(source, entry, measured, models[at].Id);
                    continue;
                }

                places.Add((source.Id, entry.Name), models.Count);
                models.Add(Build(source, entry, measured, ++_lastModel));
            }
        }

        return models;
    }

    private IReadOnlyList<ModelEntry> Read(CatalogSource source)
    {
        switch (source.Type)
        {
            case "":
                throw new CatalogFileException("source has no type defined");
            case "hf":
                throw new CatalogFileException("the emulator serves no sources of type hf");
            case not "yaml":
                throw new CatalogFileException($"catalog type {GoText.Quote(source.Type)} not registered");
        }

        string name = source.Properties?["yamlCatalogPath"] is YamlScalar { Value: string { Length: > 0 } text }
            ? text
            : throw new CatalogFileException("missing yamlCatalogPath string property");
        string file = Path.GetFullPath(name, Path.GetDirectoryName(path)!);
        byte[] yaml = CatalogFiles.Read(file, "failed to read yamlCatalogPath file: ");
        var filter = new NameFilter(source.IncludedModels ?? [], [.. source.ExcludedModels ?? [], .. OlderExcluded(source)]);
        try
        {
            return [.. ModelFile.Read(yaml).Where(model => filter.Allows(model.Name))];
        }
        catch (CatalogFileException fault)
        {
            throw fault.Behind("failed to parse yamlCatalogPath file: ");
        }
    }

    // Before sources had lists of their own, excluded models stood among the properties.
    private static IEnumerable<string> OlderExcluded(CatalogSource source) => source.Properties?["excludedModels"] switch
    {
        null => [],
        YamlList list => list.Items.Select(static (item, index) => item is YamlScalar { Value: string text }
            ? text
            : throw new CatalogFileException($"excludedModels: invalid list: index {index}: wanted string, got {item.JsonKind}")),
        _ => throw new CatalogFileException("\"excludedModels\" property should be a list"),
    };

    private static string? Fault(ModelEntry entry)
    {
        if (entry.Name.Length == 0)
        {
            return "model without a name";
        }

        for (int i = 0; i < entry.Artifacts.Count; i++)
        {
            if (entry.Artifacts[i].Uri is { } uri && ArtifactUris.Check(uri) is { } fault)
            {
                return $"model {GoText.Quote(entry.Name)} artifact {i}: {fault}";
            }
        }

        return null;
    }

    private CatalogModel Build(CatalogSource source, ModelEntry entry, MetricsFolder? measured, int id)
    {
        // What has no time of its own gets that of its loading, one after the other.
        long now = ++_lastTime;
        ModelMetrics? metricsOfModel = measured?.Of(entry.Name, id);
        IEnumerable<ArtifactEntry> artifacts = entry.Artifacts.Concat(metricsOfModel?.Artifacts ?? []);
        return new CatalogModel(
            id,
            entry.CreateTime ?? now,
            entry.UpdateTime ?? now,
            source.Id,
            entry.Name,
            [new PropertyRow("source_id", IsCustom: false, source.Id), .. entry.Properties, .. metricsOfModel?.Properties ?? []],
            [.. artifacts.Select(artifact => Build(artifact, now))])
        {
            Languages = entry.Languages,
            Tasks = entry.Tasks,
            ValidatedTasks = entry.ValidatedTasks,
            ServingConfig = entry.ServingConfig,
        };
    }

    private CatalogArtifact Build(ArtifactEntry entry, long now) => new(
        ++_lastArtifact,
        entry.CreateTime ?? now,
        entry.UpdateTime ?? now,
        entry.Name,
        entry.ExternalId,
        entry.MetricsType,
        entry.Uri,
        entry.Properties);
}
