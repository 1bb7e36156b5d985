namespace ModelRegistry.Emulator.Catalog;

/// <summary>Everything that a catalog serves, as it was when its files were read.</summary>
internal sealed class CatalogContent(SourceFile file, IReadOnlyList<CatalogSource> sources, IReadOnlyList<CatalogModel> models)
{
    private readonly Dictionary<(string Source, string Name), CatalogModel> _byName =
        models.ToDictionary(static model => (model.SourceId, model.Name));

    /// <summary>The sources with their states, in the order of their ids.</summary>
    public IReadOnlyList<CatalogSource> Sources { get; } = sources;

    /// <summary>The models in the order in which they were loaded.</summary>
    public IReadOnlyList<CatalogModel> Models { get; } = models;

    /// <summary>The labels as the file has them.</summary>
    public IReadOnlyList<YamlMap> Labels { get; } = file.Labels;

    /// <summary>The response to <c>filter_options</c>.</summary>
    public Operations.Response FilterOptions => field ??= Catalog.FilterOptions.Of(this, file.NamedQueries);

    /// <summary>A model; <see langword="null"/> when there is none of the name in the source.</summary>
    public CatalogModel? Find(string source, string name) => _byName.GetValueOrDefault((source, name));
}
